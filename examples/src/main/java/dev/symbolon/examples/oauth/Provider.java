package dev.symbolon.examples.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an app knows of its provider: the discovery document and the signing keys. Both are fetched
 * when first needed, so the apps may start before the provider; the keys are cached and fetched
 * again when a token names one that is not there (Discovery §3, Core §10.1.1).
 */
public final class Provider {

    /** What Symbolon signs with. Never "none", and never an HMAC, whose key would be public. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.EdDSA,
                    JWSAlgorithm.Ed25519);

    private static final int TIMEOUT_MILLIS = 10_000;

    private final URI issuer;
    private @Nullable OIDCProviderMetadata metadata;
    private @Nullable JWKSource<SecurityContext> keys;

    public Provider(URI issuer) {
        this.issuer = issuer;
    }

    public URI issuer() {
        return issuer;
    }

    /**
     * The SDK has checked that the document's issuer is the one it was asked for.
     *
     * @throws FlowFailure where the provider cannot be reached; the next call tries again
     */
    public synchronized OIDCProviderMetadata metadata() {
        if (metadata == null) {
            try {
                metadata =
                        OIDCProviderMetadata.resolve(
                                new Issuer(issuer), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            } catch (GeneralException | IOException failure) {
                throw new FlowFailure("Cannot read the configuration of " + issuer, failure);
            }
        }
        return metadata;
    }

    /** Chooses the key by the token's header, among the algorithms that are accepted. */
    public JWSKeySelector<SecurityContext> keySelector() {
        return new JWSVerificationKeySelector<>(ALGORITHMS, keys());
    }

    /**
     * Sends a request to one of the provider's endpoints.
     *
     * @throws FlowFailure where the provider cannot be reached
     */
    public HTTPResponse send(HTTPRequest request) {
        try {
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            request.setFollowRedirects(false);
            return request.send();
        } catch (IOException unreachable) {
            throw new FlowFailure("Cannot reach " + request.getURI(), unreachable);
        }
    }

    private synchronized JWKSource<SecurityContext> keys() {
        if (keys == null) {
            try {
                // Fetching ahead takes a thread, which would keep the apps from ending.
                keys =
                        JWKSourceBuilder.create(metadata().getJWKSetURI().toURL())
                                .refreshAheadCache(false)
                                .build();
            } catch (MalformedURLException malformed) {
                throw new FlowFailure("jwks_uri is not a URL", malformed);
            }
        }
        return keys;
    }
}
