package dev.symbolon.protocol.discovery;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.keys.PublishedKeys;
import dev.symbolon.core.tenant.Exchange;

/**
 * {@code GET /oauth/jwks}: the public keys of a tenant (RFC 7517 §5, Core §10.1.1), for caches to
 * keep, as a new key is published long before it signs.
 */
public final class JwksEndpoint implements Exchange.Endpoint {

    private static final String JWK_SET = "application/jwk-set+json";
    private static final String JSON = "application/json";

    private final Keys keys;

    public JwksEndpoint(Keys keys) {
        this.keys = keys;
    }

    @Override
    public Response handle(Exchange exchange) {
        PublishedKeys published = keys.published(exchange.tenant());
        // RFC 7517 §8.5.2 has a type of its own, but clients exist that take JSON only.
        boolean asked =
                exchange.request().headerValues("accept").stream()
                        .anyMatch(accept -> accept.contains(JWK_SET));
        String type = asked ? JWK_SET : JSON;
        String etag = etag(published, type);
        Response answer =
                holds(exchange, etag)
                        ? Response.empty(304)
                        : Response.of(200, type, published.json());
        return answer.with("ETag", etag)
                .with("Cache-Control", "public, max-age=" + keys.jwksMaxAge().toSeconds())
                .with("Vary", "Accept");
    }

    /** The thumbprints say which keys are in it; a strong tag names the representation too. */
    private static String etag(PublishedKeys published, String type) {
        return '"' + OpaqueValue.sha256(type + published.thumbprints()) + '"';
    }

    /** RFC 9110 §13.1.2: a list of tags, or any; compared weakly. */
    private static boolean holds(Exchange exchange, String etag) {
        return exchange.request().headerValues("if-none-match").stream()
                .flatMap(value -> java.util.Arrays.stream(value.split(",")))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
    }
}
