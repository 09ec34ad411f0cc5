package dev.symbolon.base.jose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The examples of RFC 7515, 7520, 7638, 8037 and 9964")
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

    private static final String BILBO =
            "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlv"
                    + "dXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24n"
                    + "dCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91"
                    + "IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

    private static final Map<String, Object> RFC_7520_3_3_KEY =
            Map.of(
                    "kty",
                    "RSA",
                    "n",
                    "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRoj"
                            + "dNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2l"
                            + "bzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6c"
                            + "S6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3"
                            + "-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwU"
                            + "kRz5iaiQkqgc5gHdrNP5zw",
                    "e",
                    "AQAB");

    private static final String RFC_7520_4_2 =
            "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhh"
                    + "bXBsZSJ9."
                    + BILBO
                    + ".cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN"
                    + "6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvW"
                    + "Xzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ij"
                    + "Q7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6ui"
                    + "P1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmW"
                    + "jwZ6oD4ifKo8DYM-X72Eaw";

    private static final Map<String, Object> RFC_7520_3_1_KEY =
            Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-521",
                    "x",
                    "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqv"
                            + "jyekWF-7ytDyRXYgCF5cj0Kt",
                    "y",
                    "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgD"
                            + "PrwQrJmbnX9cwlGfP-HqHZR1");

    private static final String RFC_7520_4_3 =
            "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhh"
                    + "bXBsZSJ9."
                    + BILBO
                    + ".AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9"
                    + "Plon7KRTzoNEuT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD89"
                    + "0jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2";

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

    @ParameterizedTest
    @MethodSource("providers")
    @DisplayName("a JWS with PS384 and one with ES512 hold (RFC 7520 §4.2, §4.3)")
    void strongerHashes(Crypto crypto) throws Exception {
        PublicKey rsa = com.nimbusds.jose.jwk.RSAKey.parse(RFC_7520_3_3_KEY).toRSAPublicKey();
        PublicKey ec = com.nimbusds.jose.jwk.ECKey.parse(RFC_7520_3_1_KEY).toECPublicKey();
        assertSigned(RFC_7520_4_2, new VerificationKey(SignatureAlgorithm.PS384, rsa, crypto));
        assertSigned(RFC_7520_4_3, new VerificationKey(SignatureAlgorithm.ES512, ec, crypto));
        assertThat(PublicJwk.members(ec)).isEqualTo(RFC_7520_3_1_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "ML-DSA-44, T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o",
        "ML-DSA-65, Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM",
        "ML-DSA-87, tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU"
    })
    @DisplayName(
            "a seed of zeros gives the key, the thumbprint and the JWS of RFC 9964 appendix A.1")
    void mlDsa(String alg, String thumbprint) throws Exception {
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(alg).orElseThrow();
        PublicKey key = MlDsa.of(alg).orElseThrow().pair(new byte[32]).getPublic();
        assertThat(PublicJwk.thumbprint(key)).isEqualTo(thumbprint);
        assertThat(PublicJwk.members(key)).containsOnlyKeys("kty", "alg", "pub");
        String jws;
        try (var file =
                Objects.requireNonNull(
                        getClass()
                                .getResourceAsStream(
                                        "rfc9964-" + alg.toLowerCase(Locale.ROOT) + ".jws"))) {
            jws = new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
        assertSigned(jws, new VerificationKey(algorithm, key, Crypto.jdk()));

        // What was published as a JWK reads as that key.
        JwkSet set = JwkSet.parse(Map.of("keys", List.of(PublicJwk.members(key))), Crypto.jdk());
        assertThat(set.key(algorithm, null).orElseThrow().thumbprint()).isEqualTo(thumbprint);
    }

    /** The payload is a sentence: nothing that has claims. */
    private static void assertSigned(String compact, VerificationKey key) {
        CompactJws jws = CompactJws.parse(compact).orElseThrow();
        assertThat(key.isSignedBy(jws)).isTrue();
        assertThat(key.verify(jws)).isEmpty();
        String other = JwtParts.of(compact).withClaims("{}").compact();
        assertThat(key.isSignedBy(CompactJws.parse(other).orElseThrow())).isFalse();
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
