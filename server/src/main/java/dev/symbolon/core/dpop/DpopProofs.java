package dev.symbolon.core.dpop;

import static dev.symbolon.core.dpop.DpopRule.*;
import static java.util.stream.Collectors.toCollection;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.Crypto;
import dev.symbolon.base.jose.JwkSet;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.PublicJwk;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.sql.Chore;
import dev.symbolon.base.sql.Database;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.keys.TimedNonces;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks the proofs of requests, one of RFC 9449 §4.3's points after the other. */
public final class DpopProofs {

    /** How far {@code iat} may lie back, or ahead, as clocks differ. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** A proof brings its key and goes with each request: not with kilobytes of ML-DSA. */
    private static final Set<SignatureAlgorithm> ALL =
            Arrays.stream(SignatureAlgorithm.values())
                    .filter(algorithm -> !algorithm.isPostQuantum())
                    .collect(toCollection(() -> EnumSet.noneOf(SignatureAlgorithm.class)));

    static final String NONCE_HEADER = "DPoP-Nonce";

    private static final String HEADER = "dpop";
    private static final String TYPE_OF_PROOF = "dpop+jwt";
    private static final int LONGEST_JTI = 1000;

    private final UsedProofStore used;
    private final TimedNonces nonces;
    private final ProofKeys keys;
    private final DpopSettings settings;
    private final MutualTls mutualTls;
    private final InstantSource clock;

    public DpopProofs(
            Database database,
            Keys ours,
            Crypto crypto,
            DpopSettings settings,
            MutualTls mutualTls,
            InstantSource clock) {
        this.used = new UsedProofStore(database);
        this.nonces = new TimedNonces(ours, "dpop-nonce", clock);
        this.keys = new ProofKeys(crypto);
        this.settings = settings;
        this.mutualTls = mutualTls;
        this.clock = clock;
    }

    /** The {@code alg} values that a proof may have: {@code dpop_signing_alg_values_supported}. */
    public static List<String> algorithms() {
        return algorithms(ALL);
    }

    /** Those of them that a client may sign with. */
    public static List<String> algorithms(Set<SignatureAlgorithm> allowed) {
        return ALL.stream().filter(allowed::contains).map(SignatureAlgorithm::wire).toList();
    }

    /** To be done regularly: forgets proofs that are too old anyway. */
    public static Chore chore() {
        return UsedProofStore.chore();
    }

    /** The answer, with a nonce for the first proof where each has to hold one. */
    public Response offerNonce(Tenant tenant, Response response) {
        return settings.requireNonce()
                ? response.with(NONCE_HEADER, nonces.newest(tenant))
                : response;
    }

    /**
     * The proof of a request that gets something: checked, used up, and from here on what the
     * exchange proves. Nothing where it has none.
     *
     * @param allowed the algorithms that the client may sign with
     */
    public Optional<DpopProof> proven(Exchange exchange, Set<SignatureAlgorithm> allowed) {
        if (exchange.request().headerValues(HEADER).isEmpty()) {
            return Optional.empty();
        }
        DpopProof proof = check(exchange, allowed, null);
        useUp(exchange, proof);
        exchange.proves(proof.thumbprint());
        return Optional.of(proof);
    }

    /**
     * The proof of a request with an access token; it is still to be used up.
     *
     * @param allowed the algorithms that the client may sign with
     * @throws dev.symbolon.core.oauth.Refusal where there is none, or it does not hold
     */
    public DpopProof require(
            Exchange exchange, Set<SignatureAlgorithm> allowed, String accessToken) {
        exchange.trace().require(PRESENT, !exchange.request().headerValues(HEADER).isEmpty());
        return check(exchange, allowed, accessToken);
    }

    /**
     * Last of all, when everything else holds.
     *
     * @throws dev.symbolon.core.oauth.Refusal where it had been used
     */
    public void useUp(Exchange exchange, DpopProof proof) {
        exchange.trace().require(ONCE, used.use(exchange.tenant(), proof));
    }

    private DpopProof check(
            Exchange exchange, Set<SignatureAlgorithm> allowed, @Nullable String accessToken) {
        Trace trace = exchange.trace();
        List<String> headers = exchange.request().headerValues(HEADER);
        trace.require(ONE_HEADER, headers.size() == 1);
        CompactJws jws = trace.require(FORM, CompactJws.parse(headers.getFirst()));
        ProofKeys.Key key = key(trace, allowed, jws);
        Jws proof = trace.require(SIGNED, keys.verify(key, jws));
        String jti = proof.text("jti").orElse("");
        trace.require(
                CLAIMS,
                !jti.isEmpty()
                        && jti.length() <= LONGEST_JTI
                        && proof.text("htm").isPresent()
                        && proof.text("htu").isPresent()
                        && proof.time("iat").isPresent());
        checkRequest(exchange, proof);
        @Nullable String nextNonce = checkNonce(exchange, proof);
        Instant created = checkTime(trace, proof);
        if (accessToken != null) {
            String hash = OpaqueValue.sha256(accessToken);
            Object said = proof.claims().getOrDefault("ath", "nothing");
            trace.require(TOKEN_HASH, hash.equals(said), hash, said);
        }
        return new DpopProof(key.thumbprint(), jti, created.plus(WINDOW), nextNonce);
    }

    private ProofKeys.Key key(Trace trace, Set<SignatureAlgorithm> allowed, CompactJws jws) {
        String type = jws.typ().orElse("nothing");
        trace.require(TYPE, type.equals(TYPE_OF_PROOF), TYPE_OF_PROOF, type);
        SignatureAlgorithm algorithm =
                trace.require(
                        ALGORITHM,
                        jws.algorithm().filter(ALL::contains).filter(allowed::contains),
                        (Supplier<?>) () -> algorithms(allowed),
                        jws.namedAlgorithm());
        Optional<Map<?, ?>> jwk = jws.jwk();
        trace.require(KEY_PUBLIC, jwk.isEmpty() || PublicJwk.isPublic(jwk.get()));
        try {
            return trace.require(KEY, jwk.flatMap(sent -> keys.find(sent, algorithm)));
        } catch (JwkSet.Unusable broken) {
            throw trace.refusal(KEY, "a public key for " + algorithm.wire(), broken.getMessage());
        }
    }

    private void checkRequest(Exchange exchange, Jws proof) {
        String method = exchange.request().method();
        String htm = proof.text("htm").orElseThrow();
        exchange.trace().require(METHOD, htm.equals(method), method, htm);
        // Not the address that arrived here: behind a proxy that is another than the client knows.
        List<String> addresses = mutualTls.addresses(exchange);
        String htu = proof.text("htu").orElseThrow();
        exchange.trace()
                .require(
                        ADDRESS,
                        addresses.stream().anyMatch(address -> TargetUri.isSame(address, htu)),
                        addresses.size() == 1 ? addresses.getFirst() : addresses,
                        htu);
    }

    /** The nonce for the next proof, where that should be another. */
    private @Nullable String checkNonce(Exchange exchange, Jws proof) {
        boolean sent = proof.claims().containsKey("nonce");
        if (!sent && !settings.requireNonce()) {
            return null;
        }
        Trace trace = exchange.trace();
        String newest = nonces.newest(exchange.tenant());
        if (!sent) {
            throw trace.refusal(NONCE_PRESENT).with(NONCE_HEADER, newest);
        }
        trace.require(NONCE_PRESENT, true);
        String nonce = proof.text("nonce").orElse("");
        Optional<Instant> given = nonces.given(exchange.tenant(), nonce);
        Supplier<String> expected = span(nonces.oldest(), clock.instant());
        Supplier<String> received =
                () -> given.map(Instant::toString).orElse("none that this server gave");
        if (given.filter(nonces::isRecent).isEmpty()) {
            throw trace.refusal(NONCE, expected, received).with(NONCE_HEADER, newest);
        }
        trace.require(NONCE, true, expected, received);
        return nonce.equals(newest) ? null : newest;
    }

    private Instant checkTime(Trace trace, Jws proof) {
        Instant now = clock.instant();
        Instant created = proof.time("iat").orElseThrow();
        trace.require(
                TIME,
                !created.isAfter(now.plus(WINDOW)) && !created.isBefore(now.minus(WINDOW)),
                span(now.minus(WINDOW), now.plus(WINDOW)),
                created::toString);
        return created;
    }

    private static Supplier<String> span(Instant from, Instant to) {
        return () -> "from " + from + " to " + to;
    }
}
