package dev.symbolon.core.assertion;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.core.keys.ConfiguredIssuer;
import dev.symbolon.core.keys.SignatureCheck;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose word is a grant, as the settings have it. There it is a JSON object whose members are
 * issuers, each an object with:
 *
 * <ul>
 *   <li>{@code jwks} (a JWK Set) or {@code jwks_uri},
 *   <li>{@code clients}: the client_ids that may bring its assertions,
 *   <li>{@code scope}: what they may give at most,
 *   <li>{@code accepts}: {@code id-jag}, {@code jwt}; without it id-jag only,
 *   <li>{@code accounts}: {@code linked} or {@code email}; without it linked,
 *   <li>{@code tenant}: the id of the tenant that trusts it; without it the first.
 * </ul>
 */
public final class TrustedIssuers {

    private static final Set<String> MEMBERS =
            Set.of("jwks", "jwks_uri", "clients", "scope", "accepts", "accounts", "tenant");

    private final Map<String, TrustedIssuer> byIssuer;

    private TrustedIssuers(Map<String, TrustedIssuer> byIssuer) {
        this.byIssuer = Map.copyOf(byIssuer);
    }

    /**
     * Reads the setting.
     *
     * @param setting absent: nobody's
     * @param remote the keys at a jwks_uri
     * @throws IllegalArgumentException where {@link #problem} finds one
     */
    public static TrustedIssuers of(
            @Nullable String setting, Crypto crypto, Function<URI, SignatureCheck> remote) {
        return new TrustedIssuers(
                ConfiguredIssuer.read(
                        setting, MEMBERS, configured -> read(configured, crypto, remote)));
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

    /** Whom the tenant trusts; never itself (ID-JAG §8.3). */
    Optional<TrustedIssuer> of(Tenant tenant, String issuer) {
        return Optional.ofNullable(byIssuer.get(issuer))
                .filter(trusted -> trusted.tenant().equals(tenant.id()))
                .filter(_ -> !issuer.equals(tenant.issuer().toString()));
    }

    /** Those that the tenant trusts, for who may read the trace. */
    List<String> of(Tenant tenant) {
        return byIssuer.values().stream()
                .filter(trusted -> trusted.tenant().equals(tenant.id()))
                .map(TrustedIssuer::issuer)
                .sorted()
                .toList();
    }

    public boolean isEmpty() {
        return byIssuer.isEmpty();
    }

    /** Whether any issuer's assertions of this kind are taken. */
    public boolean accept(AssertionKind kind) {
        return byIssuer.values().stream().anyMatch(issuer -> issuer.accepts().contains(kind));
    }

    private static TrustedIssuer read(
            ConfiguredIssuer configured, Crypto crypto, Function<URI, SignatureCheck> remote) {
        Set<String> clients = configured.clients();
        String scope = configured.text("scope", "");
        configured.require(Scope.isWellFormed(scope), "scope is no list of scopes");
        String accounts = configured.text("accounts", "linked");
        configured.require(
                Set.of("linked", "email").contains(accounts), "accounts is linked or email");
        return new TrustedIssuer(
                configured.issuer(),
                configured.text("tenant", Tenant.FIRST),
                configured.keys(crypto, remote),
                configured.texts("accepts", List.of(AssertionKind.ID_JAG.wire())).stream()
                        .map(name -> kind(configured, name))
                        .collect(Collectors.toSet()),
                clients,
                Scope.parse(scope),
                accounts.equals("email"));
    }

    private static AssertionKind kind(ConfiguredIssuer configured, String name) {
        return Arrays.stream(AssertionKind.values())
                .filter(kind -> kind.wire().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                configured.issuer() + ": accepts are id-jag and jwt"));
    }
}
