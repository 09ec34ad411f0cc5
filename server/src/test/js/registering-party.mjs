// A relying party on openid-client that nobody has registered: it knows the issuer and has an initial
// access token. It registers itself and signs a person in.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { app, done, visit } from './party.mjs';

const register = (options) => client.dynamicClientRegistration(
    new URL(app.issuer),
    { client_name: 'Self-made', redirect_uris: [app.redirectUri], ...app.metadata },
    // Without this the library sends a secret in the form, whatever the server registered.
    app.metadata.token_endpoint_auth_method === 'none' ? client.None() : undefined,
    { execute: [client.allowInsecureRequests], ...options },
);

// RFC 7591 §3: not without the token.
await assert.rejects(
    register({}),
    (error) => error.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE' && error.cause[0].scheme === 'bearer',
);

const provider = await register({ initialAccessToken: app.initialAccessToken });
const registered = provider.clientMetadata();
assert.equal(registered.client_name, 'Self-made');
assert.deepEqual(registered.redirect_uris, [app.redirectUri]);

// RFC 7592 §2.1.
const read = await fetch(registered.registration_client_uri, {
    headers: { authorization: `Bearer ${registered.registration_access_token}` },
});
assert.equal(read.status, 200);
assert.equal((await read.json()).client_id, registered.client_id);

const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const request = client.buildAuthorizationUrl(provider, {
    redirect_uri: app.redirectUri,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
});
const tokens = await client.authorizationCodeGrant(provider, await visit(request), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    idTokenExpected: true,
});
assert.equal(tokens.claims().aud, registered.client_id);

done();
