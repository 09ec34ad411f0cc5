package dev.symbolon.core.client;

import static dev.symbolon.core.client.ClientMetadata.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.ClientMetadata.CIBA;
import static dev.symbolon.core.client.ClientMetadata.CLIENT_CREDENTIALS;
import static dev.symbolon.core.client.ClientMetadata.DEVICE_CODE;
import static dev.symbolon.core.client.ClientMetadata.IMPLICIT;
import static dev.symbolon.core.client.ClientMetadata.JWT_BEARER;
import static dev.symbolon.core.client.ClientMetadata.TOKEN_EXCHANGE;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Scope;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the members of client metadata must be together. */
final class MetadataChecks {

    /**
     * What a person allows, a person is asked for; a machine would get it by asking, and with CIBA
     * it could ask whomever it likes.
     */
    private static final Set<String> OF_BACKENDS =
            Set.of(CLIENT_CREDENTIALS, TOKEN_EXCHANGE, JWT_BEARER, CIBA);

    private MetadataChecks() {}

    static void check(
            Map<String, Object> source,
            ClientMetadata metadata,
            Registrar registrar,
            Terms terms,
            Problems problems) {
        checkAddresses(metadata, problems);
        checkGrants(metadata, terms, problems);
        checkMethod(metadata, terms, problems);
        checkKeys(source, metadata, problems);
        checkCertificates(metadata, problems);
        checkScope(source, problems);
        ProfileRule.required(metadata, terms.profile())
                .forEach(rule -> problems.require(rule, rule.holdsFor(metadata), "profile"));
        checkSector(metadata, registrar, problems);
        if (registrar != Registrar.ADMINISTRATOR) {
            problems.require(
                    MetadataRule.ADMINISTRATOR_ONLY,
                    Collections.disjoint(metadata.grantTypes(), OF_BACKENDS),
                    "grant_types");
            metadata.tokenExchange()
                    .toMap()
                    .keySet()
                    .forEach(
                            name -> problems.require(MetadataRule.ADMINISTRATOR_ONLY, false, name));
            checkSectorIsOwn(metadata, problems);
            problems.require(
                    MetadataRule.ADMINISTRATOR_ONLY, metadata.profile() == null, "profile");
            problems.require(
                    MetadataRule.ADMINISTRATOR_ONLY, metadata.requirePkce(), "require_pkce");
            problems.require(
                    MetadataRule.ADMINISTRATOR_ONLY, !metadata.firstParty(), "first_party");
        }
    }

    private static void checkAddresses(ClientMetadata metadata, Problems problems) {
        ApplicationType type = metadata.applicationType();
        RedirectUriRule.check("redirect_uris", metadata.redirectUris(), type, problems);
        RedirectUriRule.check(
                "post_logout_redirect_uris", metadata.postLogoutRedirectUris(), type, problems);
        problems.require(
                MetadataRule.REDIRECT_URI_PRESENT,
                Collections.disjoint(metadata.grantTypes(), Set.of(AUTHORIZATION_CODE, IMPLICIT))
                        || !metadata.redirectUris().isEmpty(),
                "redirect_uris");
        problems.require(
                MetadataRule.IMPLICIT_HTTPS,
                type != ApplicationType.WEB
                        || !metadata.grantTypes().contains(IMPLICIT)
                        || metadata.redirectUris().stream().allMatch(RedirectUri::isRemoteHttps),
                "redirect_uris");
        problems.require(
                MetadataRule.FRONTCHANNEL_ORIGIN,
                isAtItsOrigin(metadata, metadata.frontchannelLogoutUri()),
                "frontchannel_logout_uri");
    }

    /** Whether an address, where there is one, has the origin of a redirect URI. */
    private static boolean isAtItsOrigin(ClientMetadata metadata, @Nullable URI address) {
        return address == null
                || metadata.redirectUris().stream().anyMatch(uri -> uri.isOfOrigin(address));
    }

    /** What could not be used would be noticed at the first request only. */
    private static void checkMethod(ClientMetadata metadata, Terms terms, Problems problems) {
        problems.require(
                MetadataRule.AUTH_METHOD_OFFERED,
                terms.methods().contains(metadata.tokenEndpointAuthMethod()),
                "token_endpoint_auth_method");
        problems.require(
                MetadataRule.CERTIFICATES_OFFERED,
                terms.offerCertificates() || !metadata.tlsClientCertificateBoundAccessTokens(),
                "tls_client_certificate_bound_access_tokens");
    }

    private static void checkGrants(ClientMetadata metadata, Terms terms, Problems problems) {
        Set<String> grants = metadata.grantTypes();
        boolean isPublic = metadata.tokenEndpointAuthMethod() == AuthenticationMethod.NONE;
        problems.require(
                MetadataRule.GRANT_TYPE,
                ClientMetadata.GRANT_TYPES.containsAll(grants)
                        && (terms.frontChannel().offersImplicit() || !grants.contains(IMPLICIT)),
                "grant_types");
        problems.require(
                MetadataRule.CONFIDENTIAL_GRANT,
                !isPublic || Collections.disjoint(grants, OF_BACKENDS),
                "grant_types");
        List<ResponseType> types =
                metadata.responseTypes().stream()
                        .map(ResponseType::parse)
                        .flatMap(Optional::stream)
                        .filter(type -> terms.offer(type, metadata.heldTo(terms.profile())))
                        .toList();
        boolean allOffered = types.size() == metadata.responseTypes().size();
        problems.require(MetadataRule.RESPONSE_TYPE, allOffered, "response_types");
        problems.require(
                MetadataRule.GRANTS_MATCH_RESPONSES,
                !allOffered
                        || (types.stream().anyMatch(ResponseType::hasCode)
                                        == grants.contains(AUTHORIZATION_CODE)
                                && types.stream().anyMatch(ResponseType::hasToken)
                                        == grants.contains(IMPLICIT)),
                "response_types");
        problems.require(
                MetadataRule.TOKEN_NOT_BOUND,
                !metadata.bindsAccessTokens()
                        || types.stream().noneMatch(ResponseType::hasAccessToken),
                "response_types");
        problems.require(
                MetadataRule.PKCE_WAIVER, metadata.requirePkce() || !isPublic, "require_pkce");
        problems.require(
                MetadataRule.DELIVERY_MODE,
                !grants.contains(CIBA) || metadata.backchannel().deliveryMode() != null,
                Backchannel.DELIVERY_MODE);
        problems.require(
                MetadataRule.NOTIFICATION_ENDPOINT,
                !metadata.backchannel().isTold()
                        || metadata.backchannel().notificationEndpoint() != null,
                Backchannel.NOTIFICATION_ENDPOINT);
        problems.require(
                MetadataRule.PUSHED_UNBOUND,
                !metadata.backchannel().isPushed()
                        || !(metadata.dpopBoundAccessTokens()
                                || metadata.tlsClientCertificateBoundAccessTokens()
                                || metadata.heldTo(terms.profile()).isFapi()),
                Backchannel.DELIVERY_MODE);
    }

    private static void checkKeys(
            Map<String, Object> source, ClientMetadata metadata, Problems problems) {
        boolean both = source.get("jwks") != null && source.get("jwks_uri") != null;
        problems.require(MetadataRule.KEYS_ONCE, !both, "jwks_uri");
        AssertionAlgorithm assertions = metadata.tokenEndpointAuthSigningAlg();
        problems.require(
                MetadataRule.ASSERTION_ALGORITHM,
                assertions.fits(metadata.tokenEndpointAuthMethod()),
                AssertionAlgorithm.NAME);
        SignatureAlgorithm only = assertions.byKey();
        Set<SignatureAlgorithm> algorithms =
                only == null ? EnumSet.allOf(SignatureAlgorithm.class) : EnumSet.of(only);
        problems.require(
                MetadataRule.KEYS_PRESENT,
                metadata.tokenEndpointAuthMethod() != AuthenticationMethod.PRIVATE_KEY_JWT
                        || metadata.jwksUri() != null
                        || metadata.jwks().have(algorithms),
                "jwks");
        problems.require(
                MetadataRule.ENCRYPTION_KEY,
                metadata.jwksUri() != null
                        || metadata.jwks().receive(metadata.encryptions().toTheClient()),
                "jwks");
    }

    private static void checkSector(
            ClientMetadata metadata, Registrar registrar, Problems problems) {
        boolean known = metadata.sectors().size() == 1 && !metadata.sectors().contains("");
        problems.require(
                MetadataRule.SECTOR,
                metadata.subjectType() == SubjectType.PUBLIC || known,
                "sector_identifier_uri");
        // A document is read again and again; what it names would have to be, too.
        problems.require(
                MetadataRule.SECTOR_OF_DOCUMENT,
                registrar != Registrar.DOCUMENT || metadata.sectorIdentifierUri() == null,
                "sector_identifier_uri");
    }

    /**
     * Core §8.1: that answers go to a sector proves that it is the client's, so where nobody
     * vouches for a client no subject of it goes elsewhere: to a device, or in a logout token.
     */
    private static void checkSectorIsOwn(ClientMetadata metadata, Problems problems) {
        boolean isPublic = metadata.subjectType() == SubjectType.PUBLIC;
        problems.require(
                MetadataRule.ADMINISTRATOR_ONLY,
                isPublic || !metadata.grantTypes().contains(DEVICE_CODE),
                "subject_type");
        problems.require(
                MetadataRule.ADMINISTRATOR_ONLY,
                isPublic || isAtItsOrigin(metadata, metadata.backchannelLogoutUri()),
                "backchannel_logout_uri");
    }

    private static void checkCertificates(ClientMetadata metadata, Problems problems) {
        AuthenticationMethod method = metadata.tokenEndpointAuthMethod();
        List<CertificateSubject> subjects = metadata.certificateSubjects();
        int needed = method == AuthenticationMethod.TLS_CLIENT_AUTH ? 1 : 0;
        problems.require(
                MetadataRule.CERTIFICATE_SUBJECT,
                subjects.size() == needed
                        && subjects.stream().allMatch(CertificateSubject::isWellFormed),
                subjects.isEmpty()
                        ? "token_endpoint_auth_method"
                        : subjects.getLast().form().member());
        problems.require(
                MetadataRule.CERTIFICATE_REGISTERED,
                method != AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH
                        || metadata.jwksUri() != null
                        || metadata.jwks().haveCertificate(),
                "jwks");
    }

    private static void checkScope(Map<String, Object> source, Problems problems) {
        boolean holds = !(source.get("scope") instanceof String scope) || Scope.isWellFormed(scope);
        problems.require(MetadataRule.SCOPE, holds, "scope");
    }
}
