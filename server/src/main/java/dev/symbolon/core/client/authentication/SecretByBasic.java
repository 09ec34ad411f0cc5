package dev.symbolon.core.client.authentication;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Request;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.tenant.Exchange;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** {@code client_secret_basic}: id and secret by HTTP Basic (RFC 6749 §2.3.1, RFC 7617). */
final class SecretByBasic implements Method {

    private static final String SCHEME = "Basic ";

    private record Credentials(String clientId, String secret) {}

    private final SecretProof proof;

    SecretByBasic(Clients clients, InstantSource clock) {
        this.proof = new SecretProof(clients, clock);
    }

    @Override
    public AuthenticationMethod name() {
        return AuthenticationMethod.CLIENT_SECRET_BASIC;
    }

    @Override
    public boolean isTried(Exchange exchange, Parameters form) {
        return isBasic(exchange.request());
    }

    /** RFC 7617 §2: the scheme's name in any case. */
    static boolean isBasic(Request request) {
        return request.header("authorization")
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .isPresent();
    }

    @Override
    public Client prove(Exchange exchange, Parameters form) {
        String header = exchange.request().header("authorization").orElse("");
        Credentials credentials =
                exchange.trace()
                        .require(
                                AuthenticationRule.BASIC_FORM,
                                read(header.substring(SCHEME.length())));
        ClientIdOnly.requireSame(exchange.trace(), form, credentials.clientId());
        return proof.of(exchange, credentials.clientId(), credentials.secret());
    }

    private static Optional<Credentials> read(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Credentials(
                                    decoded(text.substring(0, colon)),
                                    decoded(text.substring(colon + 1))));
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /** RFC 6749 §2.3.1 and its appendix B. */
    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
