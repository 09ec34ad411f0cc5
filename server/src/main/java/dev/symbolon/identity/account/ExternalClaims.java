package dev.symbolon.identity.account;

import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.CompactJws;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Claims that somebody else asserts about a person: aggregated ones, which that other signed, and
 * distributed ones, which a client fetches there (Core §5.6.2). They are handed on as they were
 * given to us; whoever gets them checks who signed them. Each is about a standard claim, so that
 * the person is asked for it as for one of our own.
 */
final class ExternalClaims {

    static final String NAMES = "_claim_names";
    static final String SOURCES = "_claim_sources";

    private static final int LONGEST_JWT = 16 * 1024;

    private ExternalClaims() {}

    static boolean isPart(String member) {
        return member.equals(NAMES) || member.equals(SOURCES);
    }

    /**
     * Of what others assert about the account, what these claims ask for: the two members of Core
     * §5.6.2 with nothing else in them, or nothing at all.
     */
    static Map<String, Object> told(Account account, Predicate<String> isAsked) {
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> sources = new LinkedHashMap<>();
        Map<?, ?> kept = members(account.claims(), SOURCES);
        members(account.claims(), NAMES)
                .forEach((name, source) -> {
                    if (isAsked.test(String.valueOf(name))) {
                        names.put(String.valueOf(name), source);
                        sources.put(String.valueOf(source), kept.get(source));
                    }
                });
        return names.isEmpty() ? Map.of() : Map.of(NAMES, names, SOURCES, sources);
    }

    /**
     * What is wrong with those that are to be kept.
     *
     * @param mayBeSet whether a claim of that name is one that is kept with an account
     */
    static List<String> problems(Map<String, Object> claims, Predicate<String> mayBeSet) {
        List<String> problems = new ArrayList<>();
        for (String member : List.of(NAMES, SOURCES)) {
            if (claims.containsKey(member) && !(claims.get(member) instanceof Map<?, ?>)) {
                problems.add("claims." + member + ": must be an object (Core §5.6.2)");
            }
        }
        Map<?, ?> names = members(claims, NAMES);
        Map<?, ?> sources = members(claims, SOURCES);
        names.forEach((name, source) -> {
            String field = "claims." + NAMES + "." + name;
            if (!mayBeSet.test(String.valueOf(name))) {
                problems.add(field + ": is no claim that can be set (Core §5.1)");
            } else if (claims.containsKey(name)) {
                problems.add(field + ": stands among the claims themselves, too");
            } else if (!(source instanceof String) || !sources.containsKey(source)) {
                problems.add(field + ": must be the name of a member of " + SOURCES);
            }
        });
        sources.forEach((source, how) -> {
            if (!names.containsValue(source)) {
                problems.add("claims." + SOURCES + "." + source + ": no claim comes from it");
            } else if (!(how instanceof Map<?, ?> members)
                    || !(isAggregated(members) || isDistributed(members))) {
                problems.add(
                        "claims.%s.%s: must be a JWT of at most 16 KiB, or an https endpoint and, where it needs one, an access_token (Core §5.6.2)"
                                .formatted(SOURCES, source));
            }
        });
        return problems;
    }

    private static boolean isAggregated(Map<?, ?> source) {
        return source.keySet().equals(Set.of("JWT"))
                && source.get("JWT") instanceof String jwt
                && jwt.length() <= LONGEST_JWT
                && (CompactJws.parse(jwt).isPresent() || CompactJwe.parse(jwt).isPresent());
    }

    private static boolean isDistributed(Map<?, ?> source) {
        return Set.of("endpoint", "access_token").containsAll(source.keySet())
                && source.get("endpoint") instanceof String endpoint
                && isHttps(endpoint)
                && (!source.containsKey("access_token")
                        || source.get("access_token") instanceof String);
    }

    private static boolean isHttps(String address) {
        try {
            URI uri = URI.create(address);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static Map<?, ?> members(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Map<?, ?> members ? members : Map.of();
    }
}
