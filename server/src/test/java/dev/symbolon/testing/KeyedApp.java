package dev.symbolon.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client that proves itself with a key: {@code private_key_jwt} for itself, DPoP for tokens. */
public final class KeyedApp {

    private final URI issuer;
    private final String clientId;
    private final JWK key;
    private final InstantSource clock;
    private final DpopKey dpop;
    private final String proofAlgorithm;

    public KeyedApp(URI issuer, String clientId, JWK key, InstantSource clock) {
        this(issuer, clientId, key, clock, new DpopKey(clock), "ES256");
    }

    private KeyedApp(
            URI issuer,
            String clientId,
            JWK key,
            InstantSource clock,
            DpopKey dpop,
            String proofAlgorithm) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.key = key;
        this.clock = clock;
        this.dpop = dpop;
        this.proofAlgorithm = proofAlgorithm;
    }

    /** The same, whose proofs say that they are signed so. */
    public KeyedApp provingWith(String algorithm) {
        return new KeyedApp(issuer, clientId, key, clock, dpop, algorithm);
    }

    /** An assertion without fault; tests change what they are about. */
    public JWTClaimsSet.Builder claims() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(clientId)
                .subject(clientId)
                .audience(issuer.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
    }

    public String signed(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Posts with an assertion and a proof, both without fault. */
    public Answer post(JWSAlgorithm algorithm, String path, Map<String, ?> form) {
        return post(path, form, signed(algorithm, claims().build()));
    }

    public Answer post(String path, Map<String, ?> form, String assertion) {
        Map<String, Object> all = new LinkedHashMap<>(form);
        all.put(
                "client_assertion_type",
                List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        all.put("client_assertion", assertion);
        String address = issuer + path;
        return Http.post(
                URI.create(address),
                Http.encode(all),
                Map.of("DPoP", dpop.proof("POST", address).header("alg", proofAlgorithm).signed()));
    }
}
