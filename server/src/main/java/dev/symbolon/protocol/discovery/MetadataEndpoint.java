package dev.symbolon.protocol.discovery;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.assertion.IdJag;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSettings;
import dev.symbolon.core.client.DeliveryMode;
import dev.symbolon.core.client.SubjectType;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.client.registration.ClientInformation;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.ResponseMode;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The provider's metadata: Discovery §3 and RFC 8414 §2, one document at every address that clients
 * try. What it lists comes from the parts that do it, so it cannot promise what is not there; a
 * list that would be empty is left out (RFC 8414 §3.2).
 */
public final class MetadataEndpoint implements Exchange.Endpoint {

    /** RFC 8705 §5: those that clients call directly. */
    private static final Map<String, String> CALLED_DIRECTLY =
            new TreeMap<>(
                    Map.of(
                            "token_endpoint", "/oauth/token",
                            "pushed_authorization_request_endpoint", "/oauth/par",
                            "device_authorization_endpoint", "/oauth/device",
                            "backchannel_authentication_endpoint", "/oauth/bc-authorize",
                            "userinfo_endpoint", "/oauth/userinfo",
                            "revocation_endpoint", "/oauth/revoke",
                            "introspection_endpoint", "/oauth/introspect"));

    /** Discovery §3, JARM §4, RFC 9701 §7. */
    private static final List<String> ENCRYPTED =
            List.of("id_token", "userinfo", "introspection", "authorization", "request_object");

    private final Set<AuthenticationMethod> methods;
    private final MutualTls mutualTls;
    private final Collection<String> grantTypes;
    private final Collection<String> acrValues;
    private final Collection<String> claims;
    private final Collection<String> locales;
    private final Collection<Prompt> prompts;
    private final Resources resources;
    private final boolean registration;
    private final boolean clientDocuments;
    private final ClientSettings clients;
    private final boolean idJags;
    private final boolean checkSession;
    private final boolean challenges;

    /**
     * @param methods how clients may prove who they are
     * @param grantTypes what the token endpoint takes
     * @param acrValues what sign-in can reach
     * @param claims which claims a person can have
     * @param locales the languages of the pages, as BCP 47 tags
     * @param prompts what apps may wish that people are asked
     * @param registration whether clients may register themselves
     * @param clientDocuments whether clients may come with the address of their metadata
     * @param clients what all clients are held to
     * @param idJags whether ID-JAGs of anybody are taken as grants
     * @param checkSession whether pages of apps may ask about sessions
     * @param challenges whether attested instances need a challenge of ours
     */
    public MetadataEndpoint(
            Set<AuthenticationMethod> methods,
            MutualTls mutualTls,
            Collection<String> grantTypes,
            Collection<String> acrValues,
            Collection<String> claims,
            Collection<String> locales,
            Collection<Prompt> prompts,
            Resources resources,
            boolean registration,
            boolean clientDocuments,
            ClientSettings clients,
            boolean idJags,
            boolean checkSession,
            boolean challenges) {
        this.methods = methods;
        this.mutualTls = mutualTls;
        this.grantTypes = List.copyOf(grantTypes);
        this.acrValues = List.copyOf(acrValues);
        this.claims = List.copyOf(claims);
        this.locales = List.copyOf(locales);
        this.prompts = List.copyOf(prompts);
        this.resources = resources;
        this.registration = registration;
        this.clientDocuments = clientDocuments;
        this.clients = clients;
        this.idJags = idJags;
        this.checkSession = checkSession;
        this.challenges = challenges;
    }

    private List<String> methods(Predicate<AuthenticationMethod> those) {
        return Arrays.stream(AuthenticationMethod.values())
                .filter(methods::contains)
                .filter(those)
                .map(AuthenticationMethod::wire)
                .toList();
    }

    @Override
    public Response handle(Exchange exchange) {
        return Response.of(200, "application/json", Json.bytes(metadata(exchange.tenant())))
                .with("Cache-Control", "public, max-age=300");
    }

    private Map<String, Object> metadata(Tenant tenant) {
        List<String> algorithms = SignatureAlgorithm.names();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", tenant.issuer().toString());
        metadata.put("authorization_endpoint", tenant.url("/oauth/authorize"));
        CALLED_DIRECTLY.forEach((name, path) -> metadata.put(name, tenant.url(path)));
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("jwks_uri", tenant.url("/oauth/jwks"));
        if (registration) {
            metadata.put("registration_endpoint", tenant.url(ClientInformation.PATH));
        }
        metadata.put("client_id_metadata_document_supported", clientDocuments);
        metadata.put("end_session_endpoint", tenant.url("/oauth/logout"));
        if (checkSession) {
            metadata.put("check_session_iframe", tenant.url("/oauth/check-session"));
        }
        metadata.put("frontchannel_logout_supported", true);
        metadata.put("frontchannel_logout_session_supported", true);
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        metadata.put("backchannel_token_delivery_modes_supported", DeliveryMode.names());
        metadata.put("backchannel_authentication_request_signing_alg_values_supported", algorithms);
        metadata.put("backchannel_user_code_parameter_supported", true);
        metadata.put("tls_client_certificate_bound_access_tokens", mutualTls.isOffered());
        Map<String, Object> aliases = new LinkedHashMap<>();
        CALLED_DIRECTLY.forEach((name, path) ->
                mutualTls.alias(tenant, path).ifPresent(alias -> aliases.put(name, alias)));
        if (!aliases.isEmpty()) {
            metadata.put("mtls_endpoint_aliases", aliases);
        }
        metadata.put("scopes_supported", scopes(tenant));
        List<String> detailsTypes = new DetailTargets(resources).supported(tenant);
        if (!detailsTypes.isEmpty()) {
            // RFC 9396 §10.
            metadata.put("authorization_details_types_supported", detailsTypes);
        }
        metadata.put(
                "response_types_supported",
                clients.responseTypes().stream().map(ResponseType::wire).toList());
        metadata.put(
                "response_modes_supported",
                clients.responseModes().stream().map(ResponseMode::wire).toList());
        metadata.put("authorization_signing_alg_values_supported", algorithms);
        for (String encrypted : ENCRYPTED) {
            metadata.put(
                    encrypted + "_encryption_alg_values_supported", EncryptionAlgorithm.names());
            metadata.put(encrypted + "_encryption_enc_values_supported", ContentEncryption.names());
        }
        metadata.put("grant_types_supported", grantTypes());
        // ID-JAG §7: what is given, and what is taken.
        metadata.put(
                "identity_chaining_requested_token_types_supported", List.of(IdJag.TOKEN_TYPE));
        if (idJags) {
            metadata.put("authorization_grant_profiles_supported", List.of(IdJag.PROFILE));
        }
        metadata.put("acr_values_supported", acrValues);
        metadata.put(
                "subject_types_supported",
                Arrays.stream(SubjectType.values()).map(SubjectType::wire).toList());
        metadata.put("id_token_signing_alg_values_supported", algorithms);
        metadata.put("userinfo_signing_alg_values_supported", algorithms);
        metadata.put("token_endpoint_auth_methods_supported", methods(_ -> true));
        metadata.put(
                "token_endpoint_auth_signing_alg_values_supported",
                ClientAuthentication.assertionAlgorithms());
        metadata.put("revocation_endpoint_auth_methods_supported", methods(_ -> true));
        metadata.put(
                "revocation_endpoint_auth_signing_alg_values_supported",
                ClientAuthentication.assertionAlgorithms());
        metadata.put(
                "introspection_endpoint_auth_methods_supported",
                methods(method -> method != AuthenticationMethod.NONE));
        metadata.put(
                "introspection_endpoint_auth_signing_alg_values_supported",
                ClientAuthentication.assertionAlgorithms());
        metadata.put("introspection_signing_alg_values_supported", algorithms);
        metadata.put("code_challenge_methods_supported", List.of(Pkce.S256));
        metadata.put("dpop_signing_alg_values_supported", DpopProofs.algorithms());
        if (methods.contains(AuthenticationMethod.ATTEST_JWT_CLIENT_AUTH)) {
            // Attestation-Based Client Authentication §8.
            metadata.put(
                    "client_attestation_signing_alg_values_supported", Attestations.algorithms());
            metadata.put(
                    "client_attestation_pop_signing_alg_values_supported",
                    Attestations.algorithms());
            if (challenges) {
                metadata.put("challenge_endpoint", tenant.url("/oauth/challenge"));
            }
        }
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("prompt_values_supported", prompts.stream().map(Prompt::wire).toList());
        metadata.put("display_values_supported", List.of("page", "popup", "touch", "wap"));
        metadata.put("claim_types_supported", List.of("normal", "aggregated", "distributed"));
        metadata.put("claims_supported", claims);
        metadata.put("claims_parameter_supported", true);
        metadata.put("request_parameter_supported", true);
        metadata.put("request_object_signing_alg_values_supported", algorithms);
        metadata.put("require_signed_request_object", false);
        metadata.put("request_uri_parameter_supported", true);
        metadata.put("require_request_uri_registration", true);
        metadata.put("ui_locales_supported", locales);
        List<String> protectedResources =
                resources.list(tenant).stream().map(Resource::identifier).toList();
        if (!protectedResources.isEmpty()) {
            metadata.put("protected_resources", protectedResources);
        }
        return metadata;
    }

    /** Those of the token endpoint, and what Registration §2 names beside it. */
    private List<String> grantTypes() {
        List<String> all = new ArrayList<>(grantTypes);
        if (clients.frontChannel().offersImplicit()) {
            all.add(ClientMetadata.IMPLICIT);
        }
        return all;
    }

    private List<String> scopes(Tenant tenant) {
        List<String> scopes = new ArrayList<>(Scope.OF_PERSONS.tokens());
        for (Resource resource : resources.list(tenant)) {
            scopes.addAll(resource.scopes().keySet());
        }
        return scopes;
    }
}
