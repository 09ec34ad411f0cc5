// A relying party on openid-client that shows a certificate (RFC 8705): it proves by it who it is, and
// its tokens are bound to it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import * as client from 'openid-client';
import { app, done, visit } from './party.mjs';

/** Node's own fetch shows no certificates without a library beside it. */
const showing = (certificate) => async (url, { method, headers, body }) => {
    if (!url.startsWith('https:')) {
        return fetch(url, { method, headers, body });
    }
    const asked = request(url, { method, headers, ca: app.ca, ...certificate });
    asked.end(body?.toString());
    const [answer] = await once(asked, 'response');
    return new Response(await buffer(answer), {
        status: answer.statusCode,
        headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    });
};

const discover = (certificate) => client.discovery(
    new URL(app.issuer),
    app.clientId,
    { use_mtls_endpoint_aliases: true, tls_client_certificate_bound_access_tokens: true },
    client.TlsClientAuth(),
    { execute: [client.allowInsecureRequests], [client.customFetch]: showing(certificate) },
);

/** RFC 8705 §3.1. */
const isBound = ({ access_token }) => {
    const { cnf } = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url'));
    assert.deepEqual(cnf, { 'x5t#S256': app.thumbprint });
};

/** RFC 6749 §5.2, as the library says it: who answers 401 asks for other credentials. */
const isUnknown = (error) => error.status === 401 && error.cause[0].scheme === 'basic';

/** RFC 6750 §3.1. */
const isUnusable = (error) => error.cause[0].parameters.error === 'invalid_token';

const provider = await discover(app.certificate);

const verifier = client.randomPKCECodeVerifier();
const checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    idTokenExpected: true,
};
const back = await visit(client.buildAuthorizationUrl(provider, {
    redirect_uri: app.redirectUri,
    scope: 'openid profile offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
}));

// RFC 8705 §2: neither another certificate nor none proves who it is.
const impostor = await discover(app.otherCertificate);
const nobody = await discover({});
for (const wrong of [impostor, nobody]) {
    await assert.rejects(
        client.authorizationCodeGrant(wrong, back, checks),
        isUnknown,
    );
}

const tokens = await client.authorizationCodeGrant(provider, back, checks);
isBound(tokens);

const { sub } = tokens.claims();
const person = await client.fetchUserInfo(provider, tokens.access_token, sub);
assert.equal(person.given_name, 'alice');

// RFC 8705 §3: whoever holds the token alone holds nothing.
for (const wrong of [impostor, nobody]) {
    await assert.rejects(
        client.fetchUserInfo(wrong, tokens.access_token, sub),
        isUnusable,
    );
}

const fresh = await client.refreshTokenGrant(provider, tokens.refresh_token);
isBound(fresh);
await client.tokenRevocation(provider, fresh.access_token);
await assert.rejects(
    client.fetchUserInfo(provider, fresh.access_token, sub),
    isUnusable,
);

done();
