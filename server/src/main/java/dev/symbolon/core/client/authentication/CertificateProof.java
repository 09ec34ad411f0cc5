package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.ClientCertificate;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.CertificateSubject;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.mtls.MutualTls;
import dev.symbolon.core.tenant.Exchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the certificate that a request came with is the client's (RFC 8705 §2). */
record CertificateProof(MutualTls mutualTls, ClientSignatures signatures) {

    /**
     * Others get the answer of a client that is not there; the trace says what was wrong.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_client
     */
    void of(Exchange exchange, Client client) {
        boolean bySubject =
                client.metadata().tokenEndpointAuthMethod() == AuthenticationMethod.TLS_CLIENT_AUTH;
        @Nullable ClientCertificate shown = exchange.request().clientCertificate();
        String expected =
                bySubject
                        ? client.metadata().certificateSubjects()
                                + ", by an authority that mtls.authorities names"
                        : "a certificate that the client registered";
        Optional<String> wrong =
                shown == null
                        ? Optional.of(noCertificate())
                        : bySubject ? otherSubject(client, shown) : otherCertificate(client, shown);
        exchange.trace()
                .require(AuthenticationRule.PROVEN, wrong.isEmpty(), expected, wrong.orElse("it"));
    }

    private String noCertificate() {
        return mutualTls.isOffered()
                ? "no certificate; is it an address of mtls_endpoint_aliases?"
                : "no certificate: neither mtls.enabled nor http.client-cert-header is set";
    }

    private Optional<String> otherSubject(Client client, ClientCertificate shown) {
        CertificateSubject subject = client.metadata().certificateSubjects().getFirst();
        return subject.isOf(shown.own())
                ? mutualTls
                        .distrusts(shown)
                        .map(why -> "a certificate of " + shown.subject() + ": " + why)
                : Optional.of(subject.in(shown.own()).toString());
    }

    private Optional<String> otherCertificate(Client client, ClientCertificate shown) {
        return signatures.haveCertificate(client, shown)
                ? Optional.empty()
                : Optional.of(
                        "the certificate %s of %s".formatted(shown.thumbprint(), shown.subject()));
    }
}
