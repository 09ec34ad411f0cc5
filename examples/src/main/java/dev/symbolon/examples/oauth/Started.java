package dev.symbolon.examples.oauth;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;

/**
 * What the app keeps, for this browser only, while the person is away at the provider.
 *
 * @param url where to send the browser
 * @param state comes back with the answer: it belongs to a request begun here (RFC 6749 §10.12)
 * @param nonce comes back in the ID token: it was made for this request (Core §3.1.2.1)
 * @param verifier proves to the provider that the code is handed in by whoever asked for it (RFC
 *     7636)
 */
public record Started(
        URI url, Wish wish, URI redirectUri, State state, Nonce nonce, CodeVerifier verifier) {}
