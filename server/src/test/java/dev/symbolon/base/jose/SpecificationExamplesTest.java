package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The examples of RFC 7515, 7638 and 8037")
class SpecificationExamplesTest {

    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                    + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static final Map<String, Object> RFC_7515_A2_KEY =
            Map.of(
                    "kty",
                    "RSA",
                    "n",
                    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp"
                            + "-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW"
                            + "vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUs"
                            + "LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9k"
                            + "G4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2"
                            + "PAcDTW9gb54h4FRWyuXpoQ",
                    "e",
                    "AQAB");

    private static final String RFC_7515_A2 =
            "eyJhbGciOiJSUzI1NiJ9."
                    + CLAIMS
                    + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
                    + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
                    + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K"
                    + "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv"
                    + "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB"
                    + "p0igcN_IoypGlUPQGe77Rw";

    private static final Map<String, Object> RFC_7515_A3_KEY =
            Map.of(
                    "kty", "EC",
                    "crv", "P-256",
                    "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private static final String RFC_7515_A3 =
            "eyJhbGciOiJFUzI1NiJ9."
                    + CLAIMS
                    + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
                    + "pmWQxfKTUJqPP3-Kg6NU1Q";

    private static final byte[] RFC_8037_X =
            Base64Url.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").orElseThrow();

    private static final String RFC_8037_A4 =
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                    + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5B"
                    + "hVsPt9g7sVvpAr_MuM0KAg";

    static Stream<Crypto> providers() {
        return Providers.all();
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("a JWS with RS256 holds (RFC 7515 appendix A.2)")
    void rs256(Crypto crypto) {
        assertHolds(RFC_7515_A2, RFC_7515_A2_KEY, SignatureAlgorithm.RS256, crypto);
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("a JWS with ES256 holds (RFC 7515 appendix A.3)")
    void es256(Crypto crypto) {
        assertHolds(RFC_7515_A3, RFC_7515_A3_KEY, SignatureAlgorithm.ES256, crypto);
    }

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("a JWS with EdDSA holds (RFC 8037 appendix A.4, A.5)")
    void edDsa(Crypto crypto) throws Exception {
        var key =
                new VerificationKey(
                        SignatureAlgorithm.EDDSA, PublicJwk.ed25519(RFC_8037_X), crypto);
        CompactJws jws = CompactJws.parse(RFC_8037_A4).orElseThrow();
        assertThat(key.isSignedBy(jws)).isTrue();
        // Its payload is a sentence: nothing that has claims.
        assertThat(key.verify(jws)).isEmpty();
    }

    @Test
    @DisplayName("an RSA key has its thumbprint (RFC 7638 §3.1)")
    void rsaThumbprint() throws Exception {
        Map<String, Object> jwk =
                Map.of(
                        "kty",
                        "RSA",
                        "n",
                        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aP"
                                + "FFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl9"
                                + "3lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA"
                                + "ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3"
                                + "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
                        "e",
                        "AQAB");
        var key = com.nimbusds.jose.jwk.RSAKey.parse(jwk).toRSAPublicKey();
        assertThat(PublicJwk.thumbprint(key))
                .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assertThat(PublicJwk.members(key)).isEqualTo(jwk);
    }

    @Test
    @DisplayName("an Ed25519 key has its thumbprint (RFC 8037 appendix A.3)")
    void ed25519Thumbprint() throws Exception {
        assertThat(PublicJwk.thumbprint(PublicJwk.ed25519(RFC_8037_X)))
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    private static void assertHolds(
            String compact, Map<String, Object> jwk, SignatureAlgorithm algorithm, Crypto crypto) {
        JwkSet keys = JwkSet.parse(Map.of("keys", List.of(jwk)), crypto);
        assertThat(new JwsVerifier(keys, Set.of(algorithm)).verify(compact))
                .isInstanceOfSatisfying(
                        JwsVerifier.Verdict.Valid.class,
                        valid -> {
                            assertThat(valid.jws().text("iss")).contains("joe");
                            assertThat(valid.jws().time("exp"))
                                    .contains(Instant.ofEpochSecond(1300819380));
                            assertThat(valid.jws().claims())
                                    .containsEntry("http://example.com/is_root", true);
                        });
    }
}
