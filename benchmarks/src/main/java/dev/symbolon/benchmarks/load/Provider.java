package dev.symbolon.benchmarks.load;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** What the discovery document says (Discovery §3). */
record Provider(URI issuer, URI authorize, URI token, URI jwks) {

    static URI discovery(URI issuer) {
        String base = issuer.toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(trimmed + "/.well-known/openid-configuration");
    }

    static Provider discover(URI issuer, SSLSocketFactory tls) throws IOException {
        URI url = discovery(issuer);
        try (Wire wire = new Wire(Origin.of(url), tls)) {
            Reply reply = wire.send(HttpText.get(url, ""));
            if (reply.status() != 200) {
                throw new IOException(url + " answered " + reply.status());
            }
            Map<String, Object> document = JSONObjectUtils.parse(reply.text());
            return new Provider(
                    issuer,
                    required(document, "authorization_endpoint"),
                    required(document, "token_endpoint"),
                    required(document, "jwks_uri"));
        } catch (ParseException malformed) {
            throw new IOException(url + " is not a JSON object", malformed);
        }
    }

    private static URI required(Map<String, Object> document, String name)
            throws IOException, ParseException {
        URI value = JSONObjectUtils.getURI(document, name);
        if (value == null) {
            throw new IOException("the discovery document has no " + name);
        }
        return value;
    }
}
