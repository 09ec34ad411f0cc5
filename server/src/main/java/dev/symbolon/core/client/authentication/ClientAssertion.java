package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.jose.CompactJws;
import dev.symbolon.base.jose.HmacAlgorithm;
import dev.symbolon.base.jose.Jws;
import dev.symbolon.base.jose.JwsVerifier;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.client.AssertionAlgorithm;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.SealedSecrets;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code private_key_jwt} and {@code client_secret_jwt}: a JWT that the client signed for this
 * request (RFC 7523 §2.2 and §3, Core §9). Its signature first, then what it says; it is used up
 * last, once all else holds.
 *
 * <p>What it is checked with is what the client registered, never what the assertion says: a client
 * with a secret has no keys here, and one with keys has no secret (RFC 8725 §2.1).
 */
final class ClientAssertion implements Method {

    private static final String ASSERTION_TYPE =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** All that any client may sign with. */
    static final List<String> ALGORITHMS =
            Stream.of(SignatureAlgorithm.names(), HmacAlgorithm.names())
                    .flatMap(List::stream)
                    .toList();

    private final Clients clients;
    private final UsedAssertionStore used;
    private final ClientSignatures signatures;
    private final SealedSecrets secrets;
    private final InstantSource clock;
    private final AssertionClaims claims;

    ClientAssertion(
            Clients clients,
            UsedAssertionStore used,
            ClientSignatures signatures,
            SealedSecrets secrets,
            MutualTls mutualTls,
            InstantSource clock,
            String tokenEndpoint) {
        this.clients = clients;
        this.used = used;
        this.signatures = signatures;
        this.secrets = secrets;
        this.clock = clock;
        this.claims = new AssertionClaims(clock, mutualTls, tokenEndpoint);
    }

    @Override
    public AuthenticationMethod name() {
        return AuthenticationMethod.PRIVATE_KEY_JWT;
    }

    @Override
    public AuthenticationMethod of(Client client) {
        return signsWithSecret(client) ? AuthenticationMethod.CLIENT_SECRET_JWT : name();
    }

    private static boolean signsWithSecret(Client client) {
        return client.metadata().tokenEndpointAuthMethod()
                == AuthenticationMethod.CLIENT_SECRET_JWT;
    }

    @Override
    public boolean isTried(Exchange exchange, Parameters form) {
        return form.first("client_assertion").isPresent()
                || form.first("client_assertion_type").isPresent();
    }

    @Override
    public Client prove(Exchange exchange, Parameters form) {
        Trace trace = exchange.trace();
        String compact = form.first("client_assertion").orElse("");
        trace.require(
                AuthenticationRule.ASSERTION_TYPE,
                !compact.isEmpty()
                        && form.first("client_assertion_type").orElse("").equals(ASSERTION_TYPE),
                ASSERTION_TYPE,
                form.first("client_assertion_type").orElse("nothing"));
        CompactJws jws =
                trace.require(AuthenticationRule.ASSERTION_FORM, CompactJws.parse(compact));
        Object subject = jws.unverifiedClaims().map(said -> said.get("sub")).orElse("");
        String clientId = subject instanceof String text ? text : "";
        ClientIdOnly.requireSame(trace, form, clientId);
        trace.require(
                AuthenticationRule.ASSERTION_ALGORITHM,
                ALGORITHMS.contains(jws.namedAlgorithm()),
                ALGORITHMS,
                jws.namedAlgorithm());
        // A client that is not there and a wrong signature get one answer.
        Client client =
                Claimed.by(exchange, clients, clientId)
                        .orElseThrow(() ->
                                trace.refusal(
                                        AuthenticationRule.PROVEN,
                                        "a registered client_id as sub",
                                        "an unknown one"));
        Jws proven =
                switch (verify(client, jws)) {
                    case JwsVerifier.Verdict.Valid(Jws valid) -> valid;
                    case JwsVerifier.Verdict.Invalid(var reason) ->
                            throw trace.refusal(
                                    AuthenticationRule.PROVEN,
                                    expected(client, reason),
                                    ClientSignatures.received(jws, reason));
                };
        trace.require(AuthenticationRule.PROVEN, true);
        AssertionClaims.Checked checked = claims.check(exchange, client, proven);
        trace.require(
                AuthenticationRule.ASSERTION_ONCE,
                used.use(exchange.tenant().id(), clientId, checked.jti(), checked.until()));
        return client;
    }

    private JwsVerifier.Verdict verify(Client client, CompactJws jws) {
        AssertionAlgorithm only = client.metadata().tokenEndpointAuthSigningAlg();
        return signsWithSecret(client)
                ? secrets.verify(client, jws, only.bySecret(), clock.instant())
                : signatures.verify(client, jws, only.byKey());
    }

    private String expected(Client client, JwsVerifier.Reason reason) {
        AssertionAlgorithm only = client.metadata().tokenEndpointAuthSigningAlg();
        return signsWithSecret(client)
                ? secrets.expected(reason, only.bySecret())
                : signatures.expected(client, reason, only.byKey());
    }
}
