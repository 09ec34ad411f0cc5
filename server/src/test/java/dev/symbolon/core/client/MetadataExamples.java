package dev.symbolon.core.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Metadata to begin with in a test. */
public final class MetadataExamples {

    public static final String CALLBACK = "https://app.example.com/callback";
    public static final RSAKey RSA = rsa("rsa-1");

    /**
     * Those of a server where everything is set up that is off by default, tokens in front aside.
     */
    public static final Terms TERMS =
            new Terms(
                    Profile.OAUTH_2_1,
                    FrontChannel.NONE,
                    EnumSet.allOf(AuthenticationMethod.class));

    private MetadataExamples() {}

    /** A confidential web client with the defaults, and whatever else is given by pairs. */
    public static Map<String, Object> web(Object... pairs) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("redirect_uris", List.of(CALLBACK));
        for (int i = 0; i < pairs.length; i += 2) {
            metadata.put((String) pairs[i], pairs[i + 1]);
        }
        return metadata;
    }

    public static Map<String, Object> publicNative(String... redirectUris) {
        return web(
                "redirect_uris",
                List.of(redirectUris),
                "application_type",
                "native",
                "token_endpoint_auth_method",
                "none");
    }

    public static Map<String, Object> withKeys(RSAKey key) {
        return web(
                "token_endpoint_auth_method",
                "private_key_jwt",
                "jwks",
                new JWKSet(key).toJSONObject(true));
    }

    /** What fails in an attempt that may be refused. */
    static List<Trace.Check> failures(Consumer<Trace> attempt) {
        Trace trace = new Trace();
        try {
            attempt.accept(trace);
        } catch (Refusal _) {
            // All that is wrong stands in the trace.
        }
        return trace.checks().stream().filter(check -> !check.holds()).toList();
    }

    public static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
