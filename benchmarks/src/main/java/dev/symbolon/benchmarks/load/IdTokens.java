package dev.symbolon.benchmarks.load;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/** Checks ID tokens (Core §3.1.3.7), where the load is told to; it costs a verification each. */
final class IdTokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private IdTokens(Provider provider, App app, JWKSet keys) {
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        app.clientId(),
                        new JWTClaimsSet.Builder().issuer(provider.issuer().toString()).build(),
                        Set.of("sub", "exp", "iat", "nonce")));
    }

    static IdTokens of(Provider provider, App app, SSLSocketFactory tls) throws IOException {
        try (Wire wire = new Wire(Origin.of(provider.jwks()), tls)) {
            Reply reply = wire.send(HttpText.get(provider.jwks(), ""));
            return new IdTokens(provider, app, JWKSet.parse(reply.text()));
        } catch (ParseException malformed) {
            throw new IOException(provider.jwks() + " is not a key set", malformed);
        }
    }

    void check(Map<String, Object> tokens, String nonce) throws Failure {
        if (!(tokens.get("id_token") instanceof String idToken)) {
            throw new Failure("token: no id_token");
        }
        try {
            JWTClaimsSet claims = processor.process(idToken, null);
            if (!nonce.equals(claims.getStringClaim("nonce"))) {
                throw new Failure("token: the id_token has another nonce");
            }
        } catch (BadJOSEException | JOSEException | ParseException invalid) {
            throw new Failure("token: id_token: " + invalid.getMessage());
        }
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.SIGNATURE);
        algorithms.remove(JWSAlgorithm.NONE);
        return Set.copyOf(algorithms);
    }
}
