package dev.symbolon.protocol.authorize;

import static dev.symbolon.protocol.authorize.RequestObjectRule.*;

import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.CompactJwe;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.ContentEncryption;
import dev.symbolon.base.jose.EncryptionAlgorithm;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier.Verdict;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.RequestClaims;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the client signed, and may have encrypted (RFC 9101). What stands in the object
 * counts, and nothing beside it (§6.3).
 */
public final class RequestObjects {

    private static final Set<String> TYPES = Set.of("jwt", "oauth-authz-req+jwt");

    private static final String OFFERED =
            "alg of %s, enc of %s, cty JWT, no zip, crit or p2c"
                    .formatted(EncryptionAlgorithm.names(), ContentEncryption.names());

    /** Of an object of a client that is held to a FAPI profile. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Clients clients;
    private final ClientSignatures signatures;
    private final Keys keys;
    private final RequestReferences references;
    private final InstantSource clock;

    public RequestObjects(
            Clients clients,
            ClientSignatures signatures,
            Keys keys,
            Fetcher fetcher,
            InstantSource clock) {
        this.clients = clients;
        this.keys = keys;
        this.signatures = signatures;
        this.references = new RequestReferences(fetcher);
        this.clock = clock;
    }

    static boolean isIn(Parameters parameters) {
        return parameters.withoutEmpty().first("request").isPresent();
    }

    /**
     * Whether the one object that was sent says itself that nobody signed it. It binds nobody: the
     * request is what stands beside it, and is refused as any with something unsupported.
     */
    static boolean isUnsecured(Parameters parameters) {
        return parameters.all("request").size() == 1
                && CompactJws.isUnsecured(parameters.all("request").getFirst());
    }

    /**
     * Whether the request stands at an address of the client. One that registered no such address
     * is told so as its request is, where it wants to hear it.
     */
    boolean isElsewhere(Exchange exchange, Parameters parameters) {
        return !parameters.withoutEmpty().all("request_uri").isEmpty()
                && parameters
                        .first("client_id")
                        .flatMap(id -> clients.find(exchange.tenant(), id))
                        .filter(client -> !client.metadata().requestUris().isEmpty())
                        .isPresent();
    }

    /**
     * The parameters of the object, which is sent itself or by reference.
     *
     * @throws dev.symbolon.core.oauth.Refusal to be shown, and not sent on: whose word it is, is
     *     not known
     */
    public Parameters read(Exchange exchange, Parameters beside) {
        Trace trace = exchange.trace();
        trace.require(
                ONCE,
                beside.all("request").size() + beside.all("request_uri").size() == 1
                        && beside.all("client_id").size() == 1);
        String clientId = beside.all("client_id").getFirst();
        Client client = ReturnAddress.client(exchange, clients, clientId);
        String object =
                beside.first("request")
                        .orElseGet(() ->
                                references.object(
                                        trace, client, beside.first("request_uri").orElseThrow()));
        Jws jws = signed(trace, client, opened(exchange, object));
        check(exchange, client, jws);
        return parameters(trace, clientId, jws.claims());
    }

    /** RFC 9101 §6.1: what was encrypted for this server, and is signed within. */
    private String opened(Exchange exchange, String object) {
        if (!CompactJwe.isShape(object)) {
            return object;
        }
        Trace trace = exchange.trace();
        CompactJwe jwe =
                trace.require(
                        ENCRYPTION,
                        CompactJwe.parse(object).filter(CompactJwe::mayHoldJwt),
                        OFFERED,
                        "something else");
        return trace.require(
                DECRYPTED,
                keys.decrypt(exchange.tenant(), jwe),
                "encrypted with a key of ours",
                jwe.described());
    }

    private Jws signed(Trace trace, Client client, String compact) {
        CompactJws jws = trace.require(FORM, CompactJws.parse(compact));
        @Nullable SignatureAlgorithm only = client.metadata().requestObjectSigningAlg();
        return switch (signatures.verify(client, jws, only)) {
            case Verdict.Valid(Jws valid) -> {
                trace.require(SIGNED, true);
                yield valid;
            }
            case Verdict.Invalid(var reason) ->
                    throw trace.refusal(
                            SIGNED,
                            signatures.expected(client, reason, only),
                            ClientSignatures.received(jws, reason));
        };
    }

    private void check(Exchange exchange, Client client, Jws jws) {
        Trace trace = exchange.trace();
        String clientId = client.clientId();
        trace.require(TYP, jws.isUntypedOr(TYPES));
        Map<String, Object> claims = jws.claims();
        for (String name : List.of("iss", "client_id")) {
            Object said = claims.getOrDefault(name, clientId);
            trace.require(OF_CLIENT, said.equals(clientId), clientId, said);
        }
        trace.require(NO_SUBJECT, !clientId.equals(claims.get("sub")));
        String issuer = exchange.tenant().issuer().toString();
        trace.require(AUDIENCE, jws.isForAnyOr(issuer), issuer, jws.audience());
        Instant now = clock.instant();
        trace.require(
                TIMES,
                jws.isTimely(now, client.profile().skew()),
                () -> "nbf, then " + now + ", then exp",
                jws::times);
        trace.require(
                LIFETIME,
                !client.profile().isFapi() || (!jws.audience().isEmpty() && isShort(jws, now)),
                () -> "aud, nbf and exp within an hour of " + now,
                jws::times);
        trace.require(
                NOT_NESTED, !claims.containsKey("request") && !claims.containsKey("request_uri"));
    }

    private static boolean isShort(Jws jws, Instant now) {
        Optional<Instant> begins = jws.time("nbf");
        return begins.filter(nbf -> !nbf.isBefore(now.minus(LONGEST))).isPresent()
                && jws.time("exp")
                        .filter(exp -> !exp.isAfter(begins.get().plus(LONGEST)))
                        .isPresent();
    }

    private static Parameters parameters(Trace trace, String clientId, Map<String, Object> claims) {
        Parameters signed = trace.require(VALUES, new RequestClaims(claims).asParameters());
        Map<String, List<String>> parameters = new LinkedHashMap<>(signed.values());
        parameters.put("client_id", List.of(clientId));
        return new Parameters(parameters);
    }
}
