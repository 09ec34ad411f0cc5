package dev.symbolon.core.resource;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.details.DetailsType;
import dev.symbolon.core.details.DetailsTypeReader;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the JSON form of a resource; says everything that is wrong with it at once. */
public final class ResourceReader {

    private static final Set<String> MEMBERS =
            Set.of(
                    "identifier",
                    "name",
                    "scopes",
                    DetailsType.MEMBER,
                    "token_format",
                    "access_token_lifetime",
                    "access_token_signed_response_alg",
                    "introspected_by");
    private static final int MOST_CHARACTERS_OF_AN_IDENTIFIER = 500;
    private static final int MOST_CHARACTERS_OF_A_SCOPE = 100;
    private static final int MOST_SCOPES = 200;
    private static final int MOST_CLIENTS = 20;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 86_400;
    private static final int USUAL = 600;

    private final Map<String, Object> source;
    private final Problems problems;

    private ResourceReader(Map<String, Object> source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * Reads a resource.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_request, with all problems in its description
     */
    public static Resource read(Trace trace, Map<String, Object> source) {
        Problems problems = new Problems();
        Resource resource = new ResourceReader(source, problems).read();
        problems.refuseAny(trace);
        return resource;
    }

    /** As it was written into the database: checked when it was put there. */
    static Resource stored(Map<String, Object> source) {
        return new ResourceReader(source, new Problems()).read();
    }

    private Resource read() {
        for (String member : source.keySet()) {
            // The name itself is not repeated: it may hold anything.
            problems.require(
                    ResourceRule.KNOWN_MEMBER,
                    MEMBERS.contains(member) || member.startsWith("name#"),
                    "member");
        }
        String identifier = source.get("identifier") instanceof String text ? text : "";
        problems.require(ResourceRule.IDENTIFIER, isIdentifier(identifier), "identifier");
        return new Resource(
                identifier,
                localized(source, "name", "name"),
                scopes(),
                DetailsTypeReader.read(source.get(DetailsType.MEMBER), problems),
                tokenFormat(),
                lifetime(),
                algorithm(),
                introspectedBy());
    }

    /** RFC 8707 §2; also asked of what a request presents. */
    static boolean isIdentifier(String text) {
        boolean ascii =
                text.length() <= MOST_CHARACTERS_OF_AN_IDENTIFIER
                        && text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
        try {
            URI uri = new URI(ascii ? text : "");
            return uri.isAbsolute() && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private Set<String> introspectedBy() {
        Object value = source.getOrDefault("introspected_by", List.of());
        boolean isList =
                value instanceof List<?> list
                        && list.size() <= MOST_CLIENTS
                        && list.stream().allMatch(String.class::isInstance);
        problems.require(ResourceRule.TYPE, isList, "introspected_by");
        return isList
                ? ((List<?>) value).stream().map(String::valueOf).collect(toUnmodifiableSet())
                : Set.of();
    }

    private Map<String, LocalizedText> scopes() {
        Map<String, LocalizedText> scopes = new LinkedHashMap<>();
        Object value = source.get("scopes");
        if (value == null) {
            return scopes;
        }
        if (!(value instanceof Map<?, ?> object)) {
            problems.require(ResourceRule.TYPE, false, "scopes");
            return scopes;
        }
        problems.require(ResourceRule.SCOPE_NAME, object.size() <= MOST_SCOPES, "scopes");
        int i = 0;
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            if (i == MOST_SCOPES) {
                break;
            }
            String scope = String.valueOf(entry.getKey());
            String where = "scopes[" + i++ + "]";
            problems.require(ResourceRule.SCOPE_NAME, isScopeName(scope), where);
            scopes.put(scope, description(entry.getValue(), where));
        }
        return scopes;
    }

    private static boolean isScopeName(String scope) {
        return !scope.isEmpty()
                && scope.length() <= MOST_CHARACTERS_OF_A_SCOPE
                && scope.indexOf(' ') < 0
                && Scope.isWellFormed(scope)
                && !Scope.OF_PERSONS.has(scope);
    }

    private LocalizedText description(@Nullable Object value, String where) {
        if (value instanceof String text) {
            return localized(Map.of("description", text), "description", where);
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> words = new LinkedHashMap<>();
            object.forEach((key, word) -> words.put(String.valueOf(key), word));
            return localized(words, "description", where);
        }
        problems.require(ResourceRule.TYPE, false, where);
        return LocalizedText.NONE;
    }

    private LocalizedText localized(Map<String, Object> object, String name, String where) {
        Optional<LocalizedText> text = LocalizedText.read(name, object, 200);
        problems.require(ResourceRule.TEXT, text.isPresent() && !text.get().isEmpty(), where);
        return text.orElse(LocalizedText.NONE);
    }

    private TokenFormat tokenFormat() {
        Object value = source.get("token_format");
        Optional<TokenFormat> format =
                Arrays.stream(TokenFormat.values())
                        .filter(candidate -> candidate.wire().equals(value))
                        .findFirst();
        problems.require(
                ResourceRule.TOKEN_FORMAT, value == null || format.isPresent(), "token_format");
        return format.orElse(TokenFormat.JWT);
    }

    private Duration lifetime() {
        Object value = source.get("access_token_lifetime");
        if (value == null) {
            return Duration.ofSeconds(USUAL);
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        long seconds = whole ? ((Number) value).longValue() : 0;
        problems.require(
                ResourceRule.LIFETIME,
                seconds >= SHORTEST && seconds <= LONGEST,
                "access_token_lifetime");
        return Duration.ofSeconds(seconds);
    }

    private SignatureAlgorithm algorithm() {
        Object value = source.get("access_token_signed_response_alg");
        Optional<SignatureAlgorithm> algorithm =
                value instanceof String text ? SignatureAlgorithm.of(text) : Optional.empty();
        problems.require(
                ResourceRule.ALGORITHM,
                value == null || algorithm.isPresent(),
                "access_token_signed_response_alg");
        return algorithm.orElse(SignatureAlgorithm.ES256);
    }
}
