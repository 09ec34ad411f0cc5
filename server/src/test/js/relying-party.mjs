// A relying party on openid-client, from sign-in to sign-out.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { app, done, refusedWith, visit } from './party.mjs';

async function authentication() {
    switch (app.method) {
        case 'client_secret_basic':
            return client.ClientSecretBasic(app.secret);
        case 'client_secret_post':
            return client.ClientSecretPost(app.secret);
        case 'client_secret_jwt':
            return client.ClientSecretJwt(app.secret);
        case 'private_key_jwt': {
            const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
            const key = await crypto.subtle.importKey('jwk', app.key, algorithm, false, ['sign']);
            return client.PrivateKeyJwt({ key, kid: app.key.kid });
        }
        default:
            return client.None();
    }
}

const provider = await client.discovery(
    new URL(app.issuer),
    app.clientId,
    app.metadata,
    await authentication(),
    { execute: [client.allowInsecureRequests] },
);
// By default the library trusts the connection; here it shall check every signature.
client.enableNonRepudiationChecks(provider);
assert.equal(provider.serverMetadata().supportsPKCE(), true);

// RFC 9449: with a key, every request that gets or uses a token comes with a proof.
const bound = app.dpop
    ? { DPoP: client.getDPoPHandle(provider, await client.randomDPoPKeyPair(app.dpop)) }
    : {};

// Sign-in: Core §3.1, RFC 7636, RFC 9207.
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const request = client.buildAuthorizationUrl(provider, {
    redirect_uri: app.redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
});
const returned = await visit(request);
const checks = {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
};
const tokens = await client.authorizationCodeGrant(
    provider, returned, checks, undefined, bound,
);
assert.equal(tokens.token_type, app.dpop ? 'dpop' : 'bearer');
const { sub } = tokens.claims();
assert.equal(tokens.claims().iss, app.issuer);

// Userinfo: Core §5.3; the library compares sub.
const person = await client.fetchUserInfo(provider, tokens.access_token, sub, bound);
assert.equal(person.email, 'alice@example.com');

// The same by reference: RFC 9126.
const again = client.randomPKCECodeVerifier();
const pushed = await client.buildAuthorizationUrlWithPAR(provider, {
    redirect_uri: app.redirectUri,
    scope: 'openid profile email offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(again),
    code_challenge_method: 'S256',
    state,
    nonce,
}, bound);
assert.deepEqual([...pushed.searchParams.keys()].sort(), ['client_id', 'request_uri']);
const returnedAgain = await visit(pushed);
await client.authorizationCodeGrant(
    provider, returnedAgain, { ...checks, pkceCodeVerifier: again }, undefined, bound,
);

// Refresh: Core §12.
const refreshed = await client.refreshTokenGrant(
    provider, tokens.refresh_token, undefined, bound,
);
assert.equal(refreshed.claims().sub, sub);
assert.notEqual(refreshed.refresh_token, tokens.refresh_token);

// Without the key a bound token opens nothing: RFC 9449 §7.2.
if (app.dpop) {
    await assert.rejects(
        client.fetchUserInfo(provider, refreshed.access_token, sub),
        (error) => error.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'
            && error.cause[1].scheme === 'dpop',
    );
}

// Introspection: RFC 7662; a public client has no proof of who it is, and is challenged.
if (app.method === 'none') {
    await assert.rejects(
        client.tokenIntrospection(provider, refreshed.access_token),
        (error) => error.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'
            && error.cause[0].scheme === 'basic',
    );
} else {
    const known = await client.tokenIntrospection(provider, refreshed.access_token);
    assert.equal(known.active, true);
    assert.equal(known.sub, sub);
}

// Revocation: RFC 7009; the grant ends.
await client.tokenRevocation(provider, refreshed.refresh_token);
await assert.rejects(
    client.refreshTokenGrant(provider, refreshed.refresh_token, undefined, bound),
    refusedWith('invalid_grant'),
);
await assert.rejects(
    client.fetchUserInfo(provider, refreshed.access_token, sub, bound),
    (error) => error.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'
        && error.cause[0].parameters.error === 'invalid_token',
);

// Sign-out: RP-Initiated Logout §2.
const farewell = await visit(
    client.buildEndSessionUrl(provider, {
        id_token_hint: refreshed.id_token,
        post_logout_redirect_uri: app.postLogoutRedirectUri,
        state,
    }),
);
assert.equal(farewell.searchParams.get('state'), state);

// Nobody is signed in now: Core §3.1.2.6.
request.searchParams.set('prompt', 'none');
await assert.rejects(
    client.authorizationCodeGrant(provider, await visit(request), checks),
    refusedWith('login_required'),
);

done();
