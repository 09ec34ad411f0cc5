package dev.symbolon.core.client.attestation;

import static dev.symbolon.core.client.attestation.AttestationRule.*;
import static java.util.stream.Collectors.toCollection;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier.Reason;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.jose.VerificationKey;
import dev.symbolon.core.client.attestation.TrustedAttesters.Attester;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what an instance of a client sends for itself: an attestation by somebody whom the
 * settings trust, then the proof that the attested key is here (draft §7.1, §7.2). Nothing is used
 * up.
 */
public final class Attestations {

    private static final String ATTESTATION = "oauth-client-attestation";
    private static final String PROOF = "oauth-client-attestation-pop";

    /** The headers, as they are shown to people. */
    public static final List<String> HEADERS =
            List.of("OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP");

    private static final String TYPE = ATTESTATION + "+jwt";
    private static final String TYPE_OF_PROOF = PROOF + "+jwt";

    /** Both go with each request, in its headers: not with kilobytes of ML-DSA. */
    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Arrays.stream(SignatureAlgorithm.values())
                    .filter(algorithm -> !algorithm.isPostQuantum())
                    .collect(toCollection(() -> EnumSet.noneOf(SignatureAlgorithm.class)));

    private static final int LONGEST_JTI = 1000;

    /** Clocks differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final TrustedAttesters attesters;
    private final AttestationChallenges challenges;
    private final Crypto crypto;
    private final InstantSource clock;

    public Attestations(
            TrustedAttesters attesters,
            AttestationChallenges challenges,
            Crypto crypto,
            InstantSource clock) {
        this.attesters = attesters;
        this.challenges = challenges;
        this.crypto = crypto;
        this.clock = clock;
    }

    /** Whether anybody is trusted; what instances send is not looked at where nobody is. */
    public boolean areOffered() {
        return !attesters.isEmpty();
    }

    /** For {@code client_attestation_signing_alg_values_supported} and that of proofs. */
    public static List<String> algorithms() {
        return ALGORITHMS.stream().map(SignatureAlgorithm::wire).toList();
    }

    /** Whether a request brings any of it, well or badly. */
    public boolean areIn(Request request) {
        return areOffered()
                && !(request.headerValues(ATTESTATION).isEmpty()
                        && request.headerValues(PROOF).isEmpty());
    }

    /**
     * What they say.
     *
     * @throws dev.symbolon.core.oauth.Refusal where they do not hold
     */
    public Attested check(Exchange exchange) {
        Trace trace = exchange.trace();
        List<String> attestations = exchange.request().headerValues(ATTESTATION);
        List<String> proofs = exchange.request().headerValues(PROOF);
        trace.require(
                ONE_EACH,
                attestations.size() == 1 && proofs.size() == 1,
                "one of each",
                attestations.size() + " and " + proofs.size());
        CompactJws attestation =
                trace.require(FORM, CompactJws.parse(attestations.getFirst().strip()));
        CompactJws proof = trace.require(FORM, CompactJws.parse(proofs.getFirst().strip()));
        requireType(trace, attestation, TYPE);
        requireType(trace, proof, TYPE_OF_PROOF);
        requireAlgorithm(trace, attestation);
        SignatureAlgorithm algorithm = requireAlgorithm(trace, proof);
        Jws attested = attested(exchange, attestation);
        VerificationKey key = key(trace, attested, algorithm);
        checkTimes(trace, attested);
        Jws proven = trace.require(PROOF_SIGNED, key.verify(proof));
        return checkProof(exchange, attested.text("sub").orElseThrow(), key.thumbprint(), proven);
    }

    private static void requireType(Trace trace, CompactJws jws, String type) {
        String typ = jws.typ().orElse("nothing");
        trace.require(TYP, typ.equals(type), type, typ);
    }

    private static SignatureAlgorithm requireAlgorithm(Trace trace, CompactJws jws) {
        return trace.require(
                ALGORITHM,
                jws.algorithm().filter(ALGORITHMS::contains),
                algorithms(),
                jws.namedAlgorithm());
    }

    /** By a trusted attester of the client that it names, and with all that it has to say. */
    private Jws attested(Exchange exchange, CompactJws jws) {
        Trace trace = exchange.trace();
        Map<String, Object> said = jws.unverifiedClaims().orElse(Map.of());
        String clientId = said.get("sub") instanceof String sub ? sub : "";
        @Nullable Object issuer = said.get("iss");
        List<Attester> possible = attesters.of(exchange.tenant(), clientId, issuer);
        trace.require(
                ATTESTER,
                !possible.isEmpty(),
                "one in attestation.trusted-attesters",
                "sub %s, iss %s".formatted(clientId, issuer == null ? "absent" : issuer));
        Jws attested = signed(trace, possible, jws);
        trace.require(CLAIMS, attested.time("exp").isPresent() && jwk(attested).isPresent());
        return attested;
    }

    private static Jws signed(Trace trace, List<Attester> possible, CompactJws jws) {
        Reason reason = Reason.KEY;
        for (Attester attester : possible) {
            switch (attester.keys().verify(jws)) {
                case Verdict.Valid(Jws valid) -> {
                    trace.require(SIGNED, true);
                    trace.note("attester", attester.name());
                    return valid;
                }
                case Verdict.Invalid(var why) -> reason = why;
            }
        }
        throw trace.refusal(
                SIGNED, "a key of " + possible.stream().map(Attester::name).toList(), reason);
    }

    /** RFC 7800 §3.2. */
    private static Optional<Map<?, ?>> jwk(Jws attested) {
        return attested.claims().get("cnf") instanceof Map<?, ?> cnf
                        && cnf.get("jwk") instanceof Map<?, ?> jwk
                ? Optional.of(jwk)
                : Optional.empty();
    }

    private VerificationKey key(Trace trace, Jws attested, SignatureAlgorithm algorithm) {
        Map<?, ?> jwk = jwk(attested).orElseThrow();
        String expected = "a public key for " + algorithm.wire();
        if (!PublicJwk.isPublic(jwk)) {
            throw trace.refusal(KEY, expected, "a secret one");
        }
        try {
            return trace.require(KEY, JwkSet.key(jwk, algorithm, crypto), expected, "another");
        } catch (JwkSet.Unusable broken) {
            throw trace.refusal(KEY, expected, broken.getMessage());
        }
    }

    private void checkTimes(Trace trace, Jws attested) {
        Instant now = clock.instant();
        for (String claim : List.of("iat", "nbf")) {
            trace.require(
                    NOT_EARLY,
                    attested.isAbsentOr(claim, time -> !time.isAfter(now.plus(SKEW))),
                    () -> "not after " + now,
                    () -> claim + " " + attested.claims().get(claim));
        }
        Instant expiry = attested.time("exp").orElseThrow();
        trace.require(
                FRESH, now.isBefore(expiry.plus(SKEW)), () -> "after " + now, expiry::toString);
    }

    private Attested checkProof(Exchange exchange, String clientId, String thumbprint, Jws proof) {
        Trace trace = exchange.trace();
        String jti = proof.text("jti").orElse("");
        trace.require(
                PROOF_CLAIMS,
                !jti.isEmpty()
                        && jti.length() <= LONGEST_JTI
                        && proof.time("iat").isPresent()
                        && !proof.audience().isEmpty());
        String issuer = exchange.tenant().issuer().toString();
        trace.require(
                PROOF_AUDIENCE, proof.audience().equals(List.of(issuer)), issuer, proof.audience());
        Optional<Instant> good = challenges.goodUntil(exchange, proof);
        Instant until = good.isPresent() ? good.get() : goodByItself(trace, proof);
        return new Attested(clientId, thumbprint, jti, until);
    }

    /** Where no challenge says when it was made, it says so itself. */
    private Instant goodByItself(Trace trace, Jws proof) {
        Instant now = clock.instant();
        Instant made = proof.time("iat").orElseThrow();
        trace.require(
                PROOF_TIME,
                !made.isAfter(now.plus(SKEW)) && !made.isBefore(now.minus(SKEW)),
                "a minute around " + now,
                made);
        return made.plus(SKEW);
    }
}
