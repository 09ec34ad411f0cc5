package dev.symbolon.core.client.attestation;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.core.keys.ConfiguredIssuer;
import dev.symbolon.core.keys.SignatureCheck;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who attests instances of clients, as the settings have it. There it is a JSON object whose
 * members are attesters, each an object with:
 *
 * <ul>
 *   <li>{@code jwks} (a JWK Set) or {@code jwks_uri},
 *   <li>{@code clients}: the client_ids whose instances it may attest,
 *   <li>{@code tenant}: the id of the tenant that trusts it; without it the first.
 * </ul>
 */
public final class TrustedAttesters {

    private static final Set<String> MEMBERS = Set.of("jwks", "jwks_uri", "clients", "tenant");

    private final List<Attester> all;

    /**
     * One of them.
     *
     * @param name its {@code iss}, where its attestations have one: the draft no longer does
     */
    record Attester(String name, String tenant, SignatureCheck keys, Set<String> clients) {

        /**
         * @param issuer as the attestation has it; absent where it has none
         */
        boolean mayAttest(Tenant of, String clientId, @Nullable Object issuer) {
            return tenant.equals(of.id())
                    && clients.contains(clientId)
                    && (issuer == null || issuer.equals(name));
        }
    }

    private TrustedAttesters(List<Attester> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the setting.
     *
     * @param setting absent: nobody
     * @param remote the keys at a jwks_uri
     * @throws IllegalArgumentException where {@link #problem} finds one
     */
    public static TrustedAttesters of(
            @Nullable String setting, Crypto crypto, Function<URI, SignatureCheck> remote) {
        return new TrustedAttesters(
                List.copyOf(
                        ConfiguredIssuer.read(
                                        setting,
                                        MEMBERS,
                                        configured ->
                                                new Attester(
                                                        configured.issuer(),
                                                        configured.text("tenant", Tenant.FIRST),
                                                        configured.keys(crypto, remote),
                                                        configured.clients()))
                                .values()));
    }

    /** What is wrong with the setting; nothing where it can be used, or is absent. */
    static Optional<String> problem(@Nullable String setting) {
        try {
            SignatureCheck none = _ -> new JwsVerifier.Verdict.Invalid(JwsVerifier.Reason.KEY);
            of(setting, Crypto.jdk(), _ -> none);
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those who may have made such an attestation. */
    List<Attester> of(Tenant tenant, String clientId, @Nullable Object issuer) {
        return all.stream()
                .filter(attester -> attester.mayAttest(tenant, clientId, issuer))
                .toList();
    }
}
