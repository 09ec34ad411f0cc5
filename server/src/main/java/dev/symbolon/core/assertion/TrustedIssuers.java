package dev.symbolon.core.assertion;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.keys.ConfiguredKeys;
import dev.symbolon.core.keys.SignatureCheck;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
        Map<String, TrustedIssuer> byIssuer = new LinkedHashMap<>();
        if (setting != null) {
            try {
                Json.object(setting)
                        .forEach((issuer, trust) ->
                                byIssuer.put(issuer, read(issuer, trust, crypto, remote)));
            } catch (Json.Malformed malformed) {
                throw new IllegalArgumentException(malformed.getMessage());
            }
        }
        return new TrustedIssuers(byIssuer);
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
            String issuer, Object trust, Crypto crypto, Function<URI, SignatureCheck> remote) {
        require(trust instanceof Map<?, ?>, issuer + " is no object");
        Map<?, ?> members = (Map<?, ?>) trust;
        for (Object name : members.keySet()) {
            require(MEMBERS.contains(name), "%s: no member is called %s".formatted(issuer, name));
        }
        List<String> clients = texts(issuer, members, "clients", null);
        require(!clients.isEmpty(), issuer + ": clients must name a client_id");
        String scope = text(issuer, members, "scope", "");
        require(Scope.isWellFormed(scope), issuer + ": scope is no list of scopes");
        String accounts = text(issuer, members, "accounts", "linked");
        require(
                Set.of("linked", "email").contains(accounts),
                issuer + ": accounts is linked or email");
        return new TrustedIssuer(
                issuer,
                text(issuer, members, "tenant", Tenant.FIRST),
                keys(issuer, members, crypto, remote),
                texts(issuer, members, "accepts", List.of(AssertionKind.ID_JAG.wire())).stream()
                        .map(name -> kind(issuer, name))
                        .collect(Collectors.toSet()),
                Set.copyOf(clients),
                Scope.parse(scope),
                accounts.equals("email"));
    }

    private static SignatureCheck keys(
            String issuer, Map<?, ?> members, Crypto crypto, Function<URI, SignatureCheck> remote) {
        Object jwks = members.get("jwks");
        require(
                (jwks == null) != (members.get("jwks_uri") == null),
                issuer + ": needs jwks or jwks_uri, and not both");
        if (jwks == null) {
            return remote.apply(uri(issuer, text(issuer, members, "jwks_uri", "")));
        }
        return ConfiguredKeys.read(issuer, jwks, crypto)::verify;
    }

    private static URI uri(String issuer, String text) {
        try {
            URI uri = URI.create(text);
            require(uri.getHost() != null, issuer + ": jwks_uri is no address");
            return uri;
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(issuer + ": jwks_uri is no address");
        }
    }

    private static AssertionKind kind(String issuer, String name) {
        return Arrays.stream(AssertionKind.values())
                .filter(kind -> kind.wire().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(issuer + ": accepts are id-jag and jwt"));
    }

    private static String text(String issuer, Map<?, ?> members, String name, String otherwise) {
        Object value = members.get(name);
        require(value == null || value instanceof String, issuer + ": " + name + " is a text");
        return value == null ? otherwise : value.toString();
    }

    private static List<String> texts(
            String issuer, Map<?, ?> members, String name, @Nullable List<String> otherwise) {
        Object value = members.get(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException(issuer + ": " + name + " is a list of texts");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
