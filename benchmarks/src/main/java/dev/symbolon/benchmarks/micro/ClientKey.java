package dev.symbolon.benchmarks.micro;

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
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.jose.VerificationKey;
import java.util.List;
import java.util.Map;

/** A key that a client signs with: ES256, as most of those that have one do. */
final class ClientKey {

    private final ECKey key;
    private final ECDSASigner signer;

    ClientKey() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("of-the-app").generate();
            signer = new ECDSASigner(key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The public half, as it is registered. */
    Map<String, Object> jwks() {
        return Map.of("keys", List.of(key.toPublicJWK().toJSONObject()));
    }

    /** A JWT that names its key, or carries it: of a proof it is not known before. */
    String sign(String type, boolean carried, Map<String, Object> claims) {
        JWSHeader.Builder header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type));
        JWSObject jwt =
                new JWSObject(
                        (carried ? header.jwk(key.toPublicJWK()) : header.keyID(key.getKeyID()))
                                .build(),
                        new Payload(claims));
        try {
            jwt.sign(signer);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jwt.serialize();
    }

    /** The bare check of a signature, to compare with. */
    VerificationKey atHand(Crypto crypto) {
        try {
            return new VerificationKey(SignatureAlgorithm.ES256, key.toPublicKey(), crypto);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static CompactJws parsed(String compact) {
        return CompactJws.parse(compact).orElseThrow();
    }
}
