package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client says its client_id and nothing else: a public one, {@code none} (RFC 6749 §3.2.1), which
 * proves nothing by it; or one whose proof is the certificate of the connection (RFC 8705 §2).
 */
final class ClientIdOnly implements Method {

    private final Clients clients;
    private final CertificateProof certificates;

    ClientIdOnly(Clients clients, CertificateProof certificates) {
        this.clients = clients;
        this.certificates = certificates;
    }

    @Override
    public AuthenticationMethod name() {
        return AuthenticationMethod.NONE;
    }

    @Override
    public AuthenticationMethod of(Client client) {
        AuthenticationMethod registered = client.metadata().tokenEndpointAuthMethod();
        return registered.usesCertificate() ? registered : AuthenticationMethod.NONE;
    }

    @Override
    public boolean isTried(Exchange exchange, Parameters form) {
        return form.first("client_id").isPresent()
                && exchange.request().header("authorization").isEmpty()
                && form.first("client_secret").isEmpty()
                && form.first("client_assertion").isEmpty()
                && form.first("client_assertion_type").isEmpty();
    }

    /** A client that should have proved itself, and one that is not there, get one answer. */
    @Override
    public Client prove(Exchange exchange, Parameters form) {
        Optional<Client> client = Claimed.by(exchange, clients, form.first("client_id").orElse(""));
        if (client.isPresent() && of(client.get()).usesCertificate()) {
            certificates.of(exchange, client.get());
            return client.get();
        }
        if (client.isEmpty() || !client.get().isPublic()) {
            @Nullable String expected =
                    client.map(known -> known.metadata().tokenEndpointAuthMethod().wire())
                            .orElse("a registered client_id");
            throw exchange.trace().refusal(AuthenticationRule.PROVEN, expected, "a client_id only");
        }
        exchange.trace().require(AuthenticationRule.PROVEN, true);
        return client.get();
    }

    /** RFC 7521 §4.2: a client_id beside other credentials must not say something else. */
    static void requireSame(Trace trace, Parameters form, String clientId) {
        String named = form.first("client_id").orElse(clientId);
        trace.require(AuthenticationRule.SAME_CLIENT, named.equals(clientId), clientId, named);
    }
}
