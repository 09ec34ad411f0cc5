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
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.symbolon.base.json.Json;
import java.util.Map;

/** An authorization server somewhere else, which signs what a test wants it to. */
public final class OtherIssuer {

    public static final String ISSUER = "https://idp.example";

    private final ECKey key;

    public OtherIssuer() {
        this("2026");
    }

    public OtherIssuer(String kid) {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Its public keys. */
    public Map<String, Object> jwks() {
        return new JWKSet(key).toPublicJWKSet().toJSONObject();
    }

    public String signed(String typ, Map<String, ?> claims) {
        try {
            JWSObject jws =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.ES256)
                                    .keyID(key.getKeyID())
                                    .type(new JOSEObjectType(typ))
                                    .build(),
                            new Payload(Json.text(claims)));
            jws.sign(new ECDSASigner(key));
            return jws.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
