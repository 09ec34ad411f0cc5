package dev.symbolon.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * What may be chosen in the FAPI 2.0 plans, as far as it changes what a client sends.
 *
 * @param keyed private_key_jwt; else the client is proved by its certificate
 * @param dpop tokens are bound by DPoP; else to the certificate
 * @param signed requests are signed (RFC 9101)
 * @param jarm answers are
 */
record FapiPlanVariant(boolean keyed, boolean dpop, boolean signed, boolean jarm) {

    /** What most clients have. */
    static final FapiPlanVariant PLAIN = new FapiPlanVariant(true, true, false, false);

    static final FapiPlanVariant SIGNED = new FapiPlanVariant(true, true, true, true);

    static List<FapiPlanVariant> all() {
        List<FapiPlanVariant> all = new ArrayList<>();
        for (int bits = 0; bits < 16; bits++) {
            all.add(
                    new FapiPlanVariant(
                            (bits & 8) != 0, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0));
        }
        return all;
    }

    /** Those of the security profile's own plan. */
    static List<FapiPlanVariant> plain() {
        return all().stream().filter(one -> !one.signed && !one.jarm).toList();
    }

    boolean showsCertificate() {
        return !keyed || !dpop;
    }

    @Override
    public String toString() {
        return String.join(
                ", ",
                keyed ? "private_key_jwt" : "mtls",
                dpop ? "dpop" : "mtls",
                signed ? "signed_non_repudiation" : "unsigned",
                jarm ? "jarm" : "plain_response");
    }
}
