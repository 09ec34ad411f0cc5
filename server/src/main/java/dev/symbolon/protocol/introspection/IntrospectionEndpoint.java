package dev.symbolon.protocol.introspection;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenClaims;
import dev.symbolon.core.tokens.AccessTokenStore;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.RefreshToken;
import dev.symbolon.core.tokens.RefreshTokenStore;
import dev.symbolon.core.tokens.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RFC 7662 §2. A token that is not valid, or is no business of who asks, is {@code active: false}
 * and nothing more (§2.2): an API learns of the tokens that are for it, a client of those issued to
 * it. Who asks for a JWT gets one (RFC 9701), also of a token that is not active.
 */
public final class IntrospectionEndpoint implements Exchange.Endpoint {

    /** RFC 9701 §4, §5: the type of the answer, and in its header. */
    private static final String TYP = "token-introspection+jwt";

    private static final String MEDIA_TYPE = "application/" + TYP;

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    /**
     * RFC 7662 §2.2, RFC 9068 §2.2, RFC 9449 §6.2, RFC 8693 §4; what else a token says is between
     * us and ourselves.
     */
    private static final List<String> TOLD =
            List.of(
                    "iss",
                    "sub",
                    "aud",
                    "client_id",
                    "iat",
                    "exp",
                    "jti",
                    "scope",
                    "auth_time",
                    "acr",
                    "amr",
                    "cnf",
                    "act",
                    "may_act");

    private final ClientAuthentication authentication;
    private final AccessTokenStore accessTokens;
    private final RefreshTokenStore refreshTokens;
    private final Resources resources;
    private final Subjects subjects;
    private final DetailTargets detailTargets;
    private final Keys keys;
    private final ClientEncryption encryption;
    private final InstantSource clock;

    public IntrospectionEndpoint(
            ClientAuthentication authentication,
            AccessTokenStore accessTokens,
            RefreshTokenStore refreshTokens,
            Resources resources,
            Subjects subjects,
            Keys keys,
            ClientEncryption encryption,
            InstantSource clock) {
        this.authentication = authentication;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.resources = resources;
        this.subjects = subjects;
        this.detailTargets = new DetailTargets(resources);
        this.keys = keys;
        this.encryption = encryption;
        this.clock = clock;
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(IntrospectionRule.FORM, exchange.request().hasForm());
        Parameters form = exchange.request().form();
        Client client = authentication.authenticate(exchange, form).client();
        if (client.isPublic()) {
            throw ClientAuthentication.challenging(
                    exchange, trace.refusal(IntrospectionRule.CLIENT_AUTHENTICATED));
        }
        trace.require(IntrospectionRule.CLIENT_AUTHENTICATED, true);
        Optional<String> sent =
                form.withoutEmpty().first("token").filter(_ -> form.all("token").size() == 1);
        String token = trace.require(IntrospectionRule.TOKEN_PRESENT, sent);
        Map<String, Object> answer = describe(exchange, client, token);
        boolean asJwt =
                exchange.request().headerValues("accept").stream()
                        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE));
        return asJwt ? signed(exchange, client, answer) : Response.json(200, answer);
    }

    /**
     * RFC 9701 §5: for who asks and nobody else. Without {@code sub} and {@code exp} beside it, so
     * that nobody takes it for an access token.
     */
    private Response signed(Exchange exchange, Client client, Map<String, Object> answer) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", exchange.tenant().issuer().toString());
        claims.put("aud", client.clientId());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("token_introspection", answer);
        String jwt =
                encryption.jwt(
                        exchange.trace(),
                        client,
                        client.metadata().encryptions().introspection(),
                        keys.sign(exchange.tenant(), algorithm(client), TYP, claims));
        return Response.of(200, MEDIA_TYPE, jwt.getBytes(StandardCharsets.US_ASCII))
                .with("Cache-Control", "no-store");
    }

    /** RFC 9701 §6: RS256 where none was registered, but where a profile forbids it. */
    private static SignatureAlgorithm algorithm(Client client) {
        @Nullable SignatureAlgorithm registered =
                client.metadata().introspectionSignedResponseAlg();
        SignatureAlgorithm usual =
                client.profile().isFapi() ? SignatureAlgorithm.PS256 : SignatureAlgorithm.RS256;
        return registered == null ? usual : registered;
    }

    /** Whoever asks learns that a token is not active, and the trace why. */
    private Map<String, Object> describe(Exchange exchange, Client client, String presented) {
        Trace trace = exchange.trace();
        Optional<AccessTokenClaims> found = accessTokens.find(exchange.tenant(), presented);
        if (found.isEmpty()) {
            return OpaqueValue.parse(OpaqueValue.Kind.REFRESH_TOKEN, presented)
                    .flatMap(value -> refreshTokens.find(exchange.tenant(), value))
                    .map(token -> describe(exchange, client, token))
                    .orElseGet(() -> inactive(trace));
        }
        AccessTokenClaims token = found.get();
        FlowId flow = token.flow();
        if (flow != null) {
            trace.continues(flow);
        }
        trace.note("issued_to", token.clientId());
        subjects.person(exchange.tenant(), token)
                .ifPresent(person -> trace.note("account_id", person));
        trace.require(IntrospectionRule.ACTIVE, true);
        List<String> apis = resources.introspectedBy(exchange.tenant(), client.clientId());
        if (!token.clientId().equals(client.clientId()) && apis.stream().noneMatch(token::isFor)) {
            trace.fails(IntrospectionRule.FOR_WHO_ASKS, apis, token.claims().get("aud"));
            return INACTIVE;
        }
        trace.require(IntrospectionRule.FOR_WHO_ASKS, true);
        Map<String, Object> json = describe(token);
        // RFC 9396 §9.2, §13: an API has no need to know what is allowed at another.
        AuthorizationDetails details =
                token.clientId().equals(client.clientId())
                        ? token.details()
                        : detailTargets.at(exchange.tenant(), apis, token.details());
        putDetails(json, details);
        return json;
    }

    private static void putDetails(Map<String, Object> json, AuthorizationDetails details) {
        if (!details.isEmpty()) {
            json.put(AuthorizationDetails.NAME, details.toJson());
        }
    }

    private static Map<String, Object> describe(AccessTokenClaims token) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("active", true);
        json.put("token_type", token.type());
        token.claims()
                .forEach((name, value) -> {
                    if (TOLD.contains(name)) {
                        json.put(name, value);
                    }
                });
        return json;
    }

    private static Map<String, Object> inactive(Trace trace) {
        trace.fails(IntrospectionRule.ACTIVE);
        return INACTIVE;
    }

    /** A refresh token concerns nobody but the client that holds it. */
    private Map<String, Object> describe(Exchange exchange, Client client, RefreshToken token) {
        Trace trace = exchange.trace();
        Approval approval = token.grant().approval();
        Instant now = clock.instant();
        trace.continues(token.grant().flow());
        trace.note("issued_to", approval.clientId());
        trace.knows("account_id", approval.accountId());
        if (token.rotatedAt() != null || token.isExpired(now) || !token.grant().isLive(now)) {
            return inactive(trace);
        }
        trace.require(IntrospectionRule.ACTIVE, true);
        if (!token.wasIssuedTo(client.clientId())) {
            trace.fails(IntrospectionRule.FOR_WHO_ASKS, approval.clientId(), client.clientId());
            return INACTIVE;
        }
        trace.require(IntrospectionRule.FOR_WHO_ASKS, true);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("active", true);
        json.put("iss", exchange.tenant().issuer().toString());
        json.put("sub", subjects.of(exchange.tenant(), approval));
        json.put("client_id", approval.clientId());
        json.put("scope", approval.scope().toString());
        json.put("exp", token.expiresAt().getEpochSecond());
        putDetails(json, approval.details());
        return json;
    }
}
