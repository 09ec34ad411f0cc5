package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.symbolon.testing.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An ID token that was looked at (Core §3.1.3.7): a foreign library verifies what signed it. */
record IdToken(String jwt, Map<String, Object> claims) {

    private static final Duration SKEW = Duration.ofMinutes(5);

    /** What it may say without having been asked (Core §2; Back-Channel Logout §2.1). */
    static final Set<String> UNASKED =
            Set.of(
                    "iss",
                    "sub",
                    "aud",
                    "exp",
                    "iat",
                    "auth_time",
                    "nonce",
                    "acr",
                    "amr",
                    "at_hash",
                    "c_hash",
                    "sid");

    static IdToken of(RelyingParty party, Map<String, Object> request, String jwt) {
        Map<String, Object> claims = verified(party, jwt);
        Instant now = party.server().clock().instant();
        assertThat(claims).containsEntry("iss", party.server().origin());
        assertThat(claims).containsEntry("aud", party.clientId());
        assertThat(time(claims, "exp")).isAfter(now);
        assertThat(time(claims, "iat")).isBetween(now.minus(SKEW), now.plus(SKEW));
        assertThat(claims.get("nonce")).isEqualTo(request.get("nonce"));
        assertThat(String.valueOf(claims.get("sub"))).matches("[\\x20-\\x7E]{1,255}");
        assertThat(claims.get("acr")).isInstanceOf(String.class).isNotEqualTo("");
        if (request.containsKey("max_age")) {
            assertThat(claims).containsKey("auth_time");
        }
        return new IdToken(jwt, claims);
    }

    private static Map<String, Object> verified(RelyingParty party, String jwt) {
        try {
            SignedJWT signed = SignedJWT.parse(jwt);
            URI keys = URI.create(String.valueOf(party.server().metadata().get("jwks_uri")));
            JWKSet published = JWKSet.parse(Http.get(keys, Map.of()).body());
            assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            String kid = signed.getHeader().getKeyID();
            assertThat(signed.verify(new RSASSAVerifier(published.getKeyByKeyId(kid).toRSAKey())))
                    .isTrue();
            return signed.getPayload().toJSONObject();
        } catch (ParseException | JOSEException wrong) {
            throw new AssertionError(jwt, wrong);
        }
    }

    private static Instant time(Map<String, Object> claims, String name) {
        assertThat(claims.get(name)).as(name).isInstanceOf(Number.class);
        return Instant.ofEpochSecond(Long.parseLong(String.valueOf(claims.get(name))));
    }

    String claim(String name) {
        assertThat(claims).containsKey(name);
        return String.valueOf(claims.get(name));
    }

    long authTime() {
        return time(claims, "auth_time").getEpochSecond();
    }

    /** Core §3.3.2.11: the hash of what came beside it, and none of what did not. */
    void hashes(String claim, @Nullable String value) {
        assertThat(claims.get(claim)).as(claim).isEqualTo(value == null ? null : leftHalf(value));
    }

    private static String leftHalf(String value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, digest.length / 2));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
