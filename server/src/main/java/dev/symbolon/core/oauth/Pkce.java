package dev.symbolon.core.oauth;

import dev.symbolon.base.secret.OpaqueValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An S256 code challenge (RFC 7636 §4.2); one that exists is well-formed. {@code plain} is not
 * offered (RFC 9700 §2.1.1).
 *
 * @param codeChallenge base64url of a SHA-256, 43 characters
 */
public record Pkce(String codeChallenge) {

    public static final String S256 = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public static Optional<Pkce> parse(String codeChallenge) {
        return CHALLENGE.matcher(codeChallenge).matches()
                ? Optional.of(new Pkce(codeChallenge))
                : Optional.empty();
    }

    /** A code_verifier as an app makes it (RFC 7636 §4.1): 256 random bits. */
    public static String newVerifier() {
        return OpaqueValue.random(OpaqueValue.Kind.GRANT).hash();
    }

    /** RFC 7636 §4.1: 43 to 128 unreserved characters. */
    public static boolean isVerifier(String codeVerifier) {
        return VERIFIER.matcher(codeVerifier).matches();
    }

    /** RFC 7636 §4.6. */
    public boolean matches(String codeVerifier) {
        return MessageDigest.isEqual(
                OpaqueValue.sha256(codeVerifier).getBytes(StandardCharsets.US_ASCII),
                codeChallenge.getBytes(StandardCharsets.US_ASCII));
    }
}
