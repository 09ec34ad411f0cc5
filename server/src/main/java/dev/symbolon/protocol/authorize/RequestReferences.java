package dev.symbolon.protocol.authorize;

import static dev.symbolon.protocol.authorize.RequestObjectRule.*;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.metrics.Spent;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.util.List;

/**
 * Request objects that stand at an address of the client (RFC 9101 §5.2, Core §6.2). Only addresses
 * that it registered are asked, so that nobody can send the server anywhere.
 */
final class RequestReferences {

    private static final String ACCEPT = "application/oauth-authz-req+jwt, application/jwt";

    private final Fetcher fetcher;

    RequestReferences(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * What stands there: a request object that nobody has looked at.
     *
     * @throws dev.symbolon.core.oauth.Refusal to be shown, and not sent on
     */
    String object(Trace trace, Client client, String requestUri) {
        List<String> registered = client.metadata().requestUris();
        trace.require(
                REFERENCE_REGISTERED,
                registered.stream().anyMatch(uri -> isMeant(uri, requestUri)),
                registered,
                requestUri);
        URI address = URI.create(withoutFragment(requestUri));
        String read = Spent.on(Spent.Part.UPSTREAM, () -> fetched(trace, address));
        String fragment = requestUri.substring(withoutFragment(requestUri).length());
        // A registered one belongs to the address: docs/decisions/0122-openid-certification.md
        if (!fragment.isEmpty() && !registered.contains(requestUri)) {
            String hash = "#" + OpaqueValue.sha256(read);
            trace.require(REFERENCE_HASH, fragment.equals(hash), hash, fragment);
        }
        return read.strip();
    }

    /** Core §6.2: a fragment is the hash of what stands there, and may change with it. */
    private static boolean isMeant(String registered, String requestUri) {
        return registered.equals(requestUri) || registered.equals(withoutFragment(requestUri));
    }

    private static String withoutFragment(String uri) {
        int fragment = uri.indexOf('#');
        return fragment < 0 ? uri : uri.substring(0, fragment);
    }

    private String fetched(Trace trace, URI address) {
        try {
            Fetched fetched = fetcher.get(address, ACCEPT);
            trace.require(REFERENCE_READ, fetched.status() == 200, 200, fetched.status());
            return fetched.text();
        } catch (Unreachable why) {
            throw trace.refusal(REFERENCE_READ, 200, why.getMessage());
        }
    }
}
