package dev.symbolon.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.base.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** An instance of an app, whose key an attester attests. */
public final class AttestedApp {

    public static final String TYP = "oauth-client-attestation+jwt";
    public static final String TYP_OF_PROOF = "oauth-client-attestation-pop+jwt";

    private final URI issuer;
    private final String clientId;
    private final OtherIssuer attester;
    private final InstantSource clock;
    private final ECKey key;

    public AttestedApp(URI issuer, String clientId, OtherIssuer attester, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.attester = attester;
        this.clock = clock;
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The instance's key, both halves. */
    public ECKey key() {
        return key;
    }

    /** What the attester says of it, without fault. */
    public Map<String, Object> attestation() {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", clientId);
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("cnf", Map.of("jwk", key.toPublicJWK().toJSONObject()));
        return claims;
    }

    public String attested(Map<String, ?> claims) {
        return attester.signed(TYP, claims);
    }

    /** A fresh proof without fault. */
    public Map<String, Object> proof() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", issuer.toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", clock.instant().getEpochSecond());
        return claims;
    }

    public String proven(Map<String, ?> claims) {
        return proven(TYP_OF_PROOF, claims);
    }

    public String proven(String typ, Map<String, ?> claims) {
        try {
            JWSObject jws =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .type(new JOSEObjectType(typ))
                                    .build(),
                            new Payload(Json.text(claims)));
            jws.sign(new ECDSASigner(key));
            return jws.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Posts with both, without fault. */
    public Answer post(String path, Map<String, ?> form) {
        return post(path, form, attested(attestation()), proven(proof()));
    }

    public Answer post(String path, Map<String, ?> form, String attestation, String proof) {
        return Http.post(
                URI.create(issuer + path),
                Http.encode(form),
                Map.of(
                        "OAuth-Client-Attestation", attestation,
                        "OAuth-Client-Attestation-PoP", proof));
    }
}
