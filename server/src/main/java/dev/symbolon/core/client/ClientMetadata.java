package dev.symbolon.core.client;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client registered, with the defaults of RFC 7591 §2 and OpenID Connect Registration §2;
 * components are named as there. Made by {@link Registration}, which checks it. Members that this
 * server does not know are ignored.
 *
 * @param postLogoutRedirectUris RP-Initiated Logout §3.1; compared like redirect URIs
 * @param tokenEndpointAuthSigningAlg what it signs its assertions with
 * @param jwks empty where the client has no keys
 * @param jwksUri absent where the client has its keys in {@code jwks}, or none
 * @param scope what the client may ask for at most. Where it registered none: the scopes about the
 *     person who signs in, and no API
 * @param sectorIdentifierUri Core §8.1; absent where the redirect URIs say the sector
 * @param authorizationDetailsTypes RFC 9396 §10: what the client may ask for; empty: none
 * @param userinfoSignedResponseAlg absent: userinfo answers plain JSON
 * @param introspectionSignedResponseAlg RFC 9701 §6; absent: RS256
 * @param defaultMaxAge absent: no bound
 * @param initiateLoginUri an https URL (Core §4)
 * @param authorizationSignedResponseAlg JARM §3
 * @param requestObjectSigningAlg RFC 9101 §10.5; absent: any that fits a key of the client
 * @param requestUris Core §6.2, Registration §2; empty: requests stand nowhere else
 * @param requireSignedRequestObject RFC 9101 §10.5
 * @param requirePushedAuthorizationRequests RFC 9126 §6
 * @param backchannelLogoutUri Back-Channel Logout §2.2; absent where the app wants to hear nothing
 * @param backchannelLogoutSessionRequired Back-Channel Logout §2.2; a sid is always sent
 * @param frontchannelLogoutUri Front-Channel Logout §2; absent where the app is not told so
 * @param frontchannelLogoutSessionRequired Front-Channel Logout §2; iss and sid are always sent
 * @param backchannel CIBA §4
 * @param encryptions which answers are encrypted, and how
 * @param dpopBoundAccessTokens RFC 9449 §5.2
 * @param certificateSubjects RFC 8705 §2.1.2: one for tls_client_auth, none otherwise
 * @param tlsClientCertificateBoundAccessTokens RFC 8705 §3.4
 * @param tokenExchange ours
 * @param profile ours; absent: what all clients of the server are held to
 * @param requirePkce ours; false only for an old confidential client
 * @param firstParty ours; an administrator's word that people need not be asked for consent
 */
public record ClientMetadata(
        ApplicationType applicationType,
        List<RedirectUri> redirectUris,
        List<RedirectUri> postLogoutRedirectUris,
        AuthenticationMethod tokenEndpointAuthMethod,
        AssertionAlgorithm tokenEndpointAuthSigningAlg,
        Set<String> grantTypes,
        Set<String> responseTypes,
        Scope scope,
        List<String> authorizationDetailsTypes,
        ClientKeys jwks,
        @Nullable URI jwksUri,
        Presentation presentation,
        SubjectType subjectType,
        @Nullable URI sectorIdentifierUri,
        SignatureAlgorithm idTokenSignedResponseAlg,
        @Nullable SignatureAlgorithm userinfoSignedResponseAlg,
        @Nullable SignatureAlgorithm introspectionSignedResponseAlg,
        @Nullable Duration defaultMaxAge,
        boolean requireAuthTime,
        List<String> defaultAcrValues,
        @Nullable URI initiateLoginUri,
        @Nullable String softwareId,
        @Nullable String softwareVersion,
        SignatureAlgorithm authorizationSignedResponseAlg,
        @Nullable SignatureAlgorithm requestObjectSigningAlg,
        List<String> requestUris,
        boolean requireSignedRequestObject,
        boolean requirePushedAuthorizationRequests,
        @Nullable URI backchannelLogoutUri,
        boolean backchannelLogoutSessionRequired,
        @Nullable URI frontchannelLogoutUri,
        boolean frontchannelLogoutSessionRequired,
        Backchannel backchannel,
        Encryptions encryptions,
        boolean dpopBoundAccessTokens,
        List<CertificateSubject> certificateSubjects,
        boolean tlsClientCertificateBoundAccessTokens,
        ExchangePolicy tokenExchange,
        @Nullable Profile profile,
        boolean requirePkce,
        boolean firstParty) {

    public static final String AUTHORIZATION_CODE = "authorization_code";

    /** Core §3.2, §3.3: not of the token endpoint, but of who gets tokens before it. */
    public static final String IMPLICIT = "implicit";

    public static final String REFRESH_TOKEN = "refresh_token";
    public static final String CLIENT_CREDENTIALS = "client_credentials";
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    public static final String CIBA = "urn:openid:params:grant-type:ciba";
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /** The grant types that a client may register; {@link #IMPLICIT} where settings allow it. */
    public static final Set<String> GRANT_TYPES =
            Set.of(
                    AUTHORIZATION_CODE,
                    IMPLICIT,
                    REFRESH_TOKEN,
                    CLIENT_CREDENTIALS,
                    DEVICE_CODE,
                    CIBA,
                    TOKEN_EXCHANGE,
                    JWT_BEARER);

    public ClientMetadata {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        grantTypes = Set.copyOf(grantTypes);
        responseTypes = Set.copyOf(responseTypes);
        authorizationDetailsTypes = List.copyOf(authorizationDetailsTypes);
        defaultAcrValues = List.copyOf(defaultAcrValues);
        requestUris = List.copyOf(requestUris);
        certificateSubjects = List.copyOf(certificateSubjects);
    }

    /** Metadata as {@link #toMap} wrote it into the database: checked when it was registered. */
    static ClientMetadata stored(Map<String, Object> metadata) {
        return read(new MetadataReader(metadata, new Problems()));
    }

    /** By type only; {@link MetadataChecks} knows what goes together. */
    static ClientMetadata read(MetadataReader reader) {
        ApplicationType type =
                reader.oneOf(
                        "application_type",
                        ApplicationType.values(),
                        ApplicationType::wire,
                        MetadataRule.APPLICATION_TYPE);
        AuthenticationMethod method =
                reader.oneOf(
                        "token_endpoint_auth_method",
                        AuthenticationMethod.values(),
                        AuthenticationMethod::wire,
                        MetadataRule.AUTH_METHOD);
        Set<String> grants =
                reader.texts("grant_types")
                        .<Set<String>>map(LinkedHashSet::new)
                        .orElse(Set.of(AUTHORIZATION_CODE));
        Set<String> responses =
                reader.texts("response_types")
                        .<Set<String>>map(ClientMetadata::ordered)
                        .orElse(grants.contains(AUTHORIZATION_CODE) ? Set.of("code") : Set.of());
        String scope = reader.text("scope");
        SignatureAlgorithm idTokenAlg = reader.algorithm("id_token_signed_response_alg");
        SignatureAlgorithm responseAlg = reader.algorithm("authorization_signed_response_alg");
        SubjectType subjectType =
                reader.oneOf(
                        "subject_type",
                        SubjectType.values(),
                        SubjectType::wire,
                        MetadataRule.SUBJECT_TYPE);
        Integer maxAge = reader.seconds("default_max_age", MetadataRule.MAX_AGE);
        return new ClientMetadata(
                type == null ? ApplicationType.WEB : type,
                redirectUris(reader, "redirect_uris"),
                redirectUris(reader, "post_logout_redirect_uris"),
                method == null ? AuthenticationMethod.CLIENT_SECRET_BASIC : method,
                AssertionAlgorithm.read(reader),
                grants,
                responses,
                scope == null ? defaultScope(grants) : Scope.parse(scope),
                reader.texts("authorization_details_types").orElse(List.of()),
                reader.keys("jwks"),
                reader.link("jwks_uri", true),
                presentation(reader),
                subjectType == null ? SubjectType.PUBLIC : subjectType,
                reader.link("sector_identifier_uri", true),
                idTokenAlg == null ? SignatureAlgorithm.RS256 : idTokenAlg,
                reader.algorithm("userinfo_signed_response_alg"),
                reader.algorithm("introspection_signed_response_alg"),
                maxAge == null ? null : Duration.ofSeconds(maxAge),
                reader.flag("require_auth_time", false),
                reader.texts("default_acr_values").orElse(List.of()),
                reader.link("initiate_login_uri", false),
                reader.text("software_id"),
                reader.text("software_version"),
                responseAlg == null ? SignatureAlgorithm.RS256 : responseAlg,
                reader.algorithm("request_object_signing_alg"),
                reader.addresses("request_uris"),
                reader.flag("require_signed_request_object", false),
                reader.flag("require_pushed_authorization_requests", false),
                reader.link("backchannel_logout_uri", true),
                reader.flag("backchannel_logout_session_required", false),
                reader.link("frontchannel_logout_uri", true),
                reader.flag("frontchannel_logout_session_required", false),
                Backchannel.read(reader),
                Encryptions.read(reader),
                reader.flag("dpop_bound_access_tokens", false),
                CertificateSubject.read(reader),
                reader.flag("tls_client_certificate_bound_access_tokens", false),
                ExchangePolicy.read(reader),
                reader.oneOf("profile", Profile.values(), Profile::wire, MetadataRule.PROFILE),
                reader.flag("require_pkce", true),
                reader.flag("first_party", false));
    }

    /** The words of a response type may stand in any order (RFC 6749 §3.1.1). */
    private static Set<String> ordered(List<String> responseTypes) {
        Set<String> ordered = new LinkedHashSet<>();
        responseTypes.forEach(
                type -> ordered.add(ResponseType.parse(type).map(ResponseType::wire).orElse(type)));
        return ordered;
    }

    private static List<RedirectUri> redirectUris(MetadataReader reader, String name) {
        return reader.texts(name).orElse(List.of()).stream().map(RedirectUri::new).toList();
    }

    /** An API is only for clients that named it: one without a person could call them all. */
    private static Scope defaultScope(Set<String> grants) {
        if (Collections.disjoint(grants, Set.of(AUTHORIZATION_CODE, IMPLICIT, DEVICE_CODE, CIBA))) {
            return Scope.NONE;
        }
        return grants.contains(REFRESH_TOKEN)
                ? Scope.OF_PERSONS
                : Scope.OF_PERSONS.without(Set.of(Scope.OFFLINE_ACCESS));
    }

    private static Presentation presentation(MetadataReader reader) {
        return new Presentation(
                reader.localized("client_name", true),
                reader.links("client_uri"),
                reader.links("logo_uri"),
                reader.links("policy_uri"),
                reader.links("tos_uri"),
                reader.texts("contacts").orElse(List.of()));
    }

    /**
     * Whom the client shares its pairwise subjects with: all of this host (Core §8.1). Nothing
     * where its subjects are public.
     */
    public Optional<String> sector() {
        if (subjectType == SubjectType.PUBLIC) {
            return Optional.empty();
        }
        Set<String> hosts = sectors();
        return hosts.size() == 1 ? Optional.of(hosts.iterator().next()) : Optional.empty();
    }

    /** The hosts that it could be; https alone says whose an address is. */
    Set<String> sectors() {
        return sectorIdentifierUri != null
                ? Set.of(sectorIdentifierUri.getHost().toLowerCase(Locale.ROOT))
                : redirectUris.stream()
                        .map(uri -> RedirectUri.parse(uri.value()))
                        .map(uri ->
                                uri.filter(found -> "https".equals(found.getScheme()))
                                        .map(found -> found.getHost().toLowerCase(Locale.ROOT))
                                        .orElse(""))
                        .collect(Collectors.toSet());
    }

    /** The profile that the client is held to. */
    Profile heldTo(Profile standard) {
        return profile == null ? standard : profile;
    }

    /** Whether its access tokens open nothing without a key or a certificate. */
    public boolean bindsAccessTokens() {
        return dpopBoundAccessTokens || tlsClientCertificateBoundAccessTokens;
    }

    /** Whether the client wants to hear when a session ends in which it signed somebody in. */
    public boolean hearsOfLogout() {
        return backchannelLogoutUri != null || frontchannelLogoutUri != null;
    }

    /** Named as on the wire, with the defaults filled in: what is stored, and what is answered. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        presentation.clientName().write("client_name", map);
        map.put("application_type", applicationType.wire());
        put(map, "redirect_uris", texts(redirectUris));
        put(map, "post_logout_redirect_uris", texts(postLogoutRedirectUris));
        map.put("token_endpoint_auth_method", tokenEndpointAuthMethod.wire());
        put(map, AssertionAlgorithm.NAME, tokenEndpointAuthSigningAlg.wire());
        map.put("grant_types", grantTypes.stream().sorted().toList());
        map.put("response_types", responseTypes.stream().sorted().toList());
        map.put("scope", scope.toString());
        put(map, "authorization_details_types", authorizationDetailsTypes);
        put(map, "jwks", jwks.isEmpty() ? null : jwks.jwks());
        put(map, "jwks_uri", text(jwksUri));
        presentation.clientUri().write("client_uri", map);
        presentation.logoUri().write("logo_uri", map);
        presentation.policyUri().write("policy_uri", map);
        presentation.tosUri().write("tos_uri", map);
        put(map, "contacts", presentation.contacts());
        map.put("subject_type", subjectType.wire());
        put(map, "sector_identifier_uri", text(sectorIdentifierUri));
        map.put("id_token_signed_response_alg", idTokenSignedResponseAlg.wire());
        put(map, "userinfo_signed_response_alg", wire(userinfoSignedResponseAlg));
        put(map, "introspection_signed_response_alg", wire(introspectionSignedResponseAlg));
        put(map, "default_max_age", defaultMaxAge == null ? null : defaultMaxAge.toSeconds());
        map.put("require_auth_time", requireAuthTime);
        put(map, "default_acr_values", defaultAcrValues);
        put(map, "initiate_login_uri", text(initiateLoginUri));
        put(map, "software_id", softwareId);
        put(map, "software_version", softwareVersion);
        map.put("authorization_signed_response_alg", authorizationSignedResponseAlg.wire());
        put(map, "request_object_signing_alg", wire(requestObjectSigningAlg));
        put(map, "request_uris", requestUris);
        map.put("require_signed_request_object", requireSignedRequestObject);
        map.put("require_pushed_authorization_requests", requirePushedAuthorizationRequests);
        put(map, "backchannel_logout_uri", text(backchannelLogoutUri));
        if (backchannelLogoutUri != null) {
            map.put("backchannel_logout_session_required", backchannelLogoutSessionRequired);
        }
        put(map, "frontchannel_logout_uri", text(frontchannelLogoutUri));
        if (frontchannelLogoutUri != null) {
            map.put("frontchannel_logout_session_required", frontchannelLogoutSessionRequired);
        }
        map.putAll(backchannel.toMap());
        map.putAll(encryptions.toMap());
        map.put("dpop_bound_access_tokens", dpopBoundAccessTokens);
        certificateSubjects.forEach(subject -> map.put(subject.form().member(), subject.value()));
        map.put(
                "tls_client_certificate_bound_access_tokens",
                tlsClientCertificateBoundAccessTokens);
        map.putAll(tokenExchange.toMap());
        put(map, "profile", profile == null ? null : profile.wire());
        map.put("require_pkce", requirePkce);
        map.put("first_party", firstParty);
        return map;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            map.put(name, value);
        }
    }

    private static List<String> texts(List<RedirectUri> uris) {
        return uris.stream().map(RedirectUri::value).toList();
    }

    private static @Nullable String text(@Nullable URI uri) {
        return uri == null ? null : uri.toString();
    }

    private static @Nullable String wire(@Nullable SignatureAlgorithm algorithm) {
        return algorithm == null ? null : algorithm.wire();
    }
}
