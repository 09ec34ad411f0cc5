package dev.symbolon.core.keys;

import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a setting trusts: a member of a JSON object that is an object itself, with keys and
 * how far the trust goes. What is wrong is told with the issuer's name.
 */
public record ConfiguredIssuer(String issuer, Map<?, ?> members) {

    /**
     * All that a setting names, in its order.
     *
     * @param setting absent: nobody
     * @param known the names that members may have
     * @throws IllegalArgumentException where it is wrong
     */
    public static <T> Map<String, T> read(
            @Nullable String setting, Set<String> known, Function<ConfiguredIssuer, T> trust) {
        Map<String, T> all = new LinkedHashMap<>();
        if (setting != null) {
            try {
                Json.object(setting)
                        .forEach((issuer, members) ->
                                all.put(issuer, trust.apply(of(issuer, members, known))));
            } catch (Json.Malformed malformed) {
                throw new IllegalArgumentException(malformed.getMessage());
            }
        }
        return all;
    }

    private static ConfiguredIssuer of(String issuer, Object trust, Set<String> known) {
        if (!(trust instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException(issuer + " is no object");
        }
        var configured = new ConfiguredIssuer(issuer, members);
        for (Object name : members.keySet()) {
            configured.require(known.contains(name), "no member is called " + name);
        }
        return configured;
    }

    /**
     * Its {@code jwks}, or those at its {@code jwks_uri}.
     *
     * @param remote the keys at an address
     */
    public SignatureCheck keys(Crypto crypto, Function<URI, SignatureCheck> remote) {
        Object jwks = members.get("jwks");
        require(
                (jwks == null) != (members.get("jwks_uri") == null),
                "needs jwks or jwks_uri, and not both");
        return jwks == null
                ? remote.apply(address(text("jwks_uri", "")))
                : ConfiguredKeys.read(issuer, jwks, crypto)::verify;
    }

    private URI address(String text) {
        try {
            URI uri = URI.create(text);
            require(uri.getHost() != null, "jwks_uri is no address");
            return uri;
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(issuer + ": jwks_uri is no address");
        }
    }

    /** A text; the other where it is absent. */
    public String text(String name, String otherwise) {
        Object value = members.get(name);
        require(value == null || value instanceof String, name + " is a text");
        return value == null ? otherwise : value.toString();
    }

    /**
     * A list of texts.
     *
     * @param otherwise absent: it has to be there
     */
    public List<String> texts(String name, @Nullable List<String> otherwise) {
        Object value = members.get(name);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException(issuer + ": " + name + " is a list of texts");
    }

    /** The client_ids that it is trusted about: at least one. */
    public Set<String> clients() {
        List<String> clients = texts("clients", null);
        require(!clients.isEmpty(), "clients must name a client_id");
        return Set.copyOf(clients);
    }

    /**
     * Complains where something does not hold.
     *
     * @throws IllegalArgumentException with the issuer and the complaint
     */
    public void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(issuer + ": " + complaint);
        }
    }
}
