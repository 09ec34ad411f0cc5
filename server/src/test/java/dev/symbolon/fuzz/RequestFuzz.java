package dev.symbolon.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.TestServer;
import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Request objects that the client signed, DPoP proofs, and what else stands in a request, against
 * the whole server: the first byte says which.
 */
public final class RequestFuzz {

    static final List<String> SEEDS =
            List.of(
                    "0{\"response_type\":\"code\",\"scope\":[],\"claims\":{\"userinfo\":7}}",
                    "0{\"request_uri\":\"x\",\"exp\":1e400,\"aud\":{}}",
                    "1{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\"}}",
                    "2scope=%00&claims={}&resource=://&max_age=9999999999");

    private static final ECKey KEY = key();
    private static final TestServer SERVER = TestServer.start();
    private static final App APP =
            SERVER.app(Map.of("jwks", new JWKSet(KEY).toPublicJWKSet().toJSONObject()));

    private RequestFuzz() {}

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("a").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static void fuzzerTestOneInput(byte[] data) throws JOSEException {
        if (data.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        Answer answer =
                switch (data[0] % 3) {
                    case 0 -> authorize("request=" + signed(rest));
                    case 1 -> proven(rest);
                    default ->
                            authorize(
                                    Http.encode(
                                            Map.of(
                                                    "state",
                                                    new String(rest, StandardCharsets.UTF_8))));
                };
        if (answer.status() >= 500) {
            throw new AssertionError("a " + answer.status() + " for " + Arrays.toString(data));
        }
    }

    private static Answer authorize(String parameters) {
        return Http.post(
                URI.create(SERVER.issuer() + "/oauth/authorize"),
                "client_id=" + APP.clientId() + "&" + parameters,
                Map.of());
    }

    private static String signed(byte[] claims) throws JOSEException {
        JWSObject object =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("a").build(),
                        new Payload(claims));
        object.sign(new ECDSASigner(KEY));
        return object.serialize();
    }

    /** A proof with a header of the fuzzer's. */
    private static Answer proven(byte[] header) {
        String proof = Base64.getUrlEncoder().withoutPadding().encodeToString(header) + ".e30.AAAA";
        return APP.sending("DPoP", proof).token(Map.of("grant_type", "client_credentials"));
    }
}
