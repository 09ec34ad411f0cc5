package dev.symbolon.core.resource;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.details.DetailsType;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Scope;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An API that tokens can be for. Made by {@link ResourceReader}, which checks it.
 *
 * @param identifier an absolute URI without a fragment (RFC 8707 §2): the tokens' audience
 * @param name for people
 * @param scopes each with what it lets an app do, in plain words for people, as in "See your apps";
 *     in the order in which a consent page shows them
 * @param detailsTypes by name (RFC 9396 §2.1)
 * @param alg how its JWT tokens are signed
 * @param introspectedBy the client_ids under which the API itself may ask about its tokens (RFC
 *     7662 §2.1)
 */
public record Resource(
        String identifier,
        LocalizedText name,
        Map<String, LocalizedText> scopes,
        Map<String, DetailsType> detailsTypes,
        TokenFormat tokenFormat,
        Duration accessTokenLifetime,
        SignatureAlgorithm alg,
        Set<String> introspectedBy) {

    public Resource {
        scopes = Collections.unmodifiableMap(new LinkedHashMap<>(scopes));
        detailsTypes = Collections.unmodifiableMap(new LinkedHashMap<>(detailsTypes));
        introspectedBy = Set.copyOf(introspectedBy);
    }

    /** Whether one token can be for both: it has one form and one signature. */
    boolean readsTokensOf(Resource other) {
        return tokenFormat == other.tokenFormat
                && (tokenFormat == TokenFormat.OPAQUE || alg == other.alg);
    }

    /** Those of the scope that are this resource's. */
    public Scope of(Scope scope) {
        return scope.within(scopes.keySet());
    }

    /** What it declares under that name. */
    public Optional<DetailsType> detailsType(String type) {
        return Optional.ofNullable(detailsTypes.get(type));
    }

    public String name(List<Locale> wished) {
        return name.in(wished).orElse(identifier);
    }

    /** What the scope lets an app do; its name where the resource has no words for it. */
    public String description(String scope, List<Locale> wished) {
        return scopes.getOrDefault(scope, LocalizedText.NONE).in(wished).orElse(scope);
    }

    /** The JSON form that {@link ResourceReader} reads. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("identifier", identifier);
        name.write("name", map);
        Map<String, Object> described = new LinkedHashMap<>();
        scopes.forEach((scope, description) -> {
            Map<String, Object> words = new LinkedHashMap<>();
            description.write("description", words);
            described.put(scope, words);
        });
        map.put("scopes", described);
        if (!detailsTypes.isEmpty()) {
            Map<String, Object> declared = new LinkedHashMap<>();
            detailsTypes.forEach((type, declaration) -> declared.put(type, declaration.toMap()));
            map.put(DetailsType.MEMBER, declared);
        }
        map.put("token_format", tokenFormat.wire());
        map.put("access_token_lifetime", accessTokenLifetime.toSeconds());
        map.put("access_token_signed_response_alg", alg.wire());
        if (!introspectedBy.isEmpty()) {
            map.put("introspected_by", introspectedBy.stream().sorted().toList());
        }
        return map;
    }
}
