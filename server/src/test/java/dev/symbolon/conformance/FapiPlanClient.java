package dev.symbolon.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.DpopKey;
import dev.symbolon.testing.Http;
import dev.symbolon.testing.KeyedApp;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of the plans: it sends what the suite sends, as the variant has it, and no more. */
final class FapiPlanClient {

    private static final String ASSERTION =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    final FapiPlanVariant variant;
    final App app;
    final RSAKey key;
    final DpopKey dpop;
    private final FapiPlanSite site;
    private final Certificate certificate;
    private final KeyedApp keyed;

    /**
     * @param certificate what it shows where its variant has it show one
     */
    FapiPlanClient(
            FapiPlanSite site,
            FapiPlanVariant variant,
            App app,
            RSAKey key,
            Certificate certificate) {
        this.site = site;
        this.variant = variant;
        this.app = app;
        this.key = key;
        this.dpop = new DpopKey(site.server.clock());
        this.certificate = certificate;
        this.keyed = new KeyedApp(site.server.issuer(), app.clientId(), key, site.server.clock());
    }

    /** An authorization request without fault. */
    App.Request request() {
        App.Request request = app.request().with("scope", "openid profile");
        return variant.jarm() ? request.with("response_mode", "jwt") : request;
    }

    /** The claims of a request object without fault, which hold for five minutes. */
    JWTClaimsSet.Builder claims(App.Request request) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(app.clientId())
                        .audience(site.server.issuer().toString())
                        .notBeforeTime(in(0))
                        .expirationTime(in(300));
        request.parameters().forEach(claims::claim);
        return claims;
    }

    Date in(long seconds) {
        Instant then = site.server.clock().instant().plusSeconds(seconds);
        return Date.from(then);
    }

    /** With the media type of RFC 9101 §4, as the suite's second client has it. */
    String typed(JWTClaimsSet claims) {
        return signed("oauth-authz-req+jwt", claims.toJSONObject());
    }

    /** Claims as they are: a {@link JWTClaimsSet} writes a list of one audience as a text. */
    String signed(String type, Map<String, Object> claims) {
        JWSObject jws =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.PS256)
                                .type(new JOSEObjectType(type))
                                .keyID(key.getKeyID())
                                .build(),
                        new Payload(claims));
        try {
            jws.sign(new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jws.serialize();
    }

    String signed(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        return keyed.signed(algorithm, claims);
    }

    /** The claims of a client assertion without fault. */
    JWTClaimsSet.Builder assertion() {
        return keyed.claims();
    }

    /** The form with what proves the client. */
    Map<String, Object> authenticated(Map<String, ?> form) {
        return variant.keyed()
                ? asserted(form, signed(JWSAlgorithm.PS256, assertion().build()))
                : with(form, "client_id", app.clientId());
    }

    static Map<String, Object> asserted(Map<String, ?> form, String assertion) {
        return with(with(form, "client_assertion_type", ASSERTION), "client_assertion", assertion);
    }

    static Map<String, Object> with(Map<String, ?> form, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(form);
        more.put(name, value);
        return more;
    }

    Answer push(App.Request request) {
        return push(request, Map.of());
    }

    /** With headers: a proof. */
    Answer push(App.Request request, Map<String, String> headers) {
        return pushForm(
                variant.signed()
                        ? Map.of("request", signed(JWSAlgorithm.PS256, claims(request).build()))
                        : request.parameters(),
                headers);
    }

    Answer pushForm(Map<String, ?> form, Map<String, String> headers) {
        return post("/oauth/par", authenticated(form), with(shown(!variant.keyed()), headers));
    }

    /** A backchannel authentication request (CIBA §7). */
    Answer ask(Map<String, ?> form) {
        return post("/oauth/bc-authorize", authenticated(form), shown(!variant.keyed()));
    }

    /**
     * Where the suite sends the browser: most of its parameters stand beside the reference, too.
     */
    URI address(Answer pushed, App.Request request) {
        pushed.expectsStatus(201);
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("request_uri", pushed.text("request_uri"));
        for (String name : List.of("client_id", "response_type", "scope", "redirect_uri")) {
            query.put(name, request.parameters().get(name));
        }
        return URI.create(site.server.issuer() + "/oauth/authorize?" + Http.encode(query));
    }

    /** Alice goes there, and allows it where she is asked. */
    Answer visit(URI address) {
        Answer page = site.alice.get(address);
        return page.status() == 200 ? site.alice.allow(page) : page;
    }

    /** What the app got, read out of its JWT where the variant has one. */
    Map<String, Object> response(Answer landed) {
        assertThat(landed.status()).as("%s", landed.body()).isEqualTo(303);
        assertThat(landed.location().getRawFragment()).isNull();
        Map<String, Object> query = new LinkedHashMap<>();
        landed.sent()
                .names()
                .forEach(name -> query.put(name, landed.sent().first(name).orElse("")));
        query.remove("dummy1");
        query.remove("dummy2");
        if (!variant.jarm()) {
            return query;
        }
        assertThat(query).containsOnlyKeys("response");
        String jwt = String.valueOf(query.get("response"));
        assertThat(header(jwt)).containsEntry("alg", "PS256").containsKey("kid");
        // A reader of JSON would not see that a member stands there twice.
        String payload = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8);
        assertThat(payload).containsOnlyOnce("\"iss\"");
        Map<String, Object> claims = new LinkedHashMap<>(App.claims(jwt));
        assertThat(claims.remove("aud")).isEqualTo(app.clientId());
        assertThat(claims.remove("exp")).isNotNull();
        return claims;
    }

    static Map<String, Object> header(String jwt) {
        // The reader of claims looks at the second part.
        return App.claims("." + jwt);
    }

    /** The whole way to a code. */
    String code(App.Request request) {
        Map<String, Object> response = response(visit(address(push(request), request)));
        assertThat(response)
                .containsEntry("iss", site.server.issuer().toString())
                .containsEntry("state", request.parameters().get("state"));
        return String.valueOf(response.get("code"));
    }

    Map<String, Object> exchange(String code, App.Request request) {
        return with(app.exchange(code), "redirect_uri", request.parameters().get("redirect_uri"));
    }

    Answer redeem(String code, App.Request request) {
        return token(exchange(code, request));
    }

    Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Answer token(Map<String, ?> form) {
        return post("/oauth/token", authenticated(form), possession("/oauth/token"));
    }

    /** Without what holds the tokens' key. */
    Answer tokenWithoutKey(Map<String, ?> form) {
        return post("/oauth/token", authenticated(form), shown(!variant.keyed() && variant.dpop()));
    }

    /** What proves the key that tokens are bound to, in a request to that endpoint. */
    Map<String, String> possession(String path) {
        Map<String, String> certificate = shown(variant.showsCertificate());
        return variant.dpop()
                ? with(certificate, Map.of("DPoP", proof("POST", path).signed()))
                : certificate;
    }

    DpopKey.Proof proof(String method, String path) {
        return dpop.proof(method, site.server.issuer() + path);
    }

    private Map<String, String> shown(boolean shows) {
        return shows ? Map.of("Client-Cert", certificate.header()) : Map.of();
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    Answer post(String path, Map<String, ?> form, Map<String, String> headers) {
        return Http.post(URI.create(site.server.issuer() + path), Http.encode(form), headers);
    }

    /** The plans' protected resource is userinfo here. */
    Answer resource(String accessToken, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", (variant.dpop() ? "DPoP " : "Bearer ") + accessToken);
        if (variant.dpop()) {
            headers.put("DPoP", proof("GET", "/oauth/userinfo").of(accessToken).signed());
        } else {
            headers.putAll(shown(true));
        }
        headers.putAll(more);
        return Http.get(URI.create(site.server.issuer() + "/oauth/userinfo"), headers);
    }

    Answer resource(String accessToken) {
        return resource(accessToken, Map.of());
    }

    /** Asserts that it is refused in a form that the suite takes, with one of these errors. */
    static Answer refused(Answer answer, String... errors) {
        assertThat(answer.text("error")).as("%s", answer.body()).isIn((Object[]) errors);
        assertThat(answer.status())
                .isIn(400, answer.text("error").equals("invalid_client") ? 401 : 400);
        // RFC 6749 §5.2, appendix A.8: no quotes, no backslash, and nothing that breaks a line.
        assertThat(answer.text("error_description"))
                .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
        assertThat(URI.create(answer.text("error_uri")).isAbsolute()).isTrue();
        return answer;
    }
}
