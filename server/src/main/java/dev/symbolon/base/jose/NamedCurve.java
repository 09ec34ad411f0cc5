package dev.symbolon.base.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.Optional;

/** The curves of NIST that JOSE names (RFC 7518 §6.2.1.1). */
enum NamedCurve {
    P_256("P-256", "secp256r1", 32),
    P_384("P-384", "secp384r1", 48),
    P_521("P-521", "secp521r1", 66);

    private final String crv;
    private final int bytes;

    // The specs of the JDK cannot change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ECParameterSpec parameters;

    NamedCurve(String crv, String name, int bytes) {
        this.crv = crv;
        this.bytes = bytes;
        this.parameters = parameters(name);
    }

    /** By its name in a JWK. */
    static Optional<NamedCurve> of(String crv) {
        return Arrays.stream(values()).filter(curve -> curve.crv.equals(crv)).findFirst();
    }

    /** The one that a key is on. */
    static Optional<NamedCurve> of(ECKey key) {
        return Arrays.stream(values()).filter(curve -> curve.has(key)).findFirst();
    }

    boolean has(ECKey key) {
        return key.getParams().getCurve().equals(parameters.getCurve())
                && key.getParams().getOrder().equals(parameters.getOrder());
    }

    /**
     * Whether a point lies on it. Whoever reckons with one that does not gives his private key away
     * bit by bit (RFC 7518 §8.1, invalid-curve attacks). The cofactor is 1: no other check is due.
     */
    boolean has(ECPoint point) {
        EllipticCurve curve = parameters.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    String crv() {
        return crv;
    }

    /** Of a coordinate: always all of them (RFC 7518 §6.2.1.2). */
    int bytes() {
        return bytes;
    }

    ECParameterSpec parameters() {
        return parameters;
    }

    private static ECParameterSpec parameters(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
