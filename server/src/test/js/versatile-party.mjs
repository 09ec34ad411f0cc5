// A relying party on openid-client, for what is not in every sign-in: each test says which way it
// goes.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { app, ask, done, visit } from './party.mjs';

const scope = 'openid profile offline_access';

const provider = await client.discovery(
    new URL(app.issuer),
    app.clientId,
    app.metadata,
    client.ClientSecretBasic(app.secret),
    { execute: [client.allowInsecureRequests] },
);
client.enableNonRepudiationChecks(provider);

const imported = (jwk, algorithm, usages) =>
    crypto.subtle.importKey('jwk', jwk, algorithm, false, usages);

/** One sign-in; `address` makes the request of its parameters. */
async function signIn(address, special = {}) {
    const verifier = client.randomPKCECodeVerifier();
    const checks = {
        pkceCodeVerifier: verifier,
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
        idTokenExpected: true,
    };
    const url = await address(provider, {
        redirect_uri: app.redirectUri,
        scope,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        ...special,
    });
    return client.authorizationCodeGrant(provider, await visit(url), checks);
}

async function whoIs(tokens) {
    const { sub } = tokens.claims();
    const person = await client.fetchUserInfo(provider, tokens.access_token, sub);
    assert.equal(person.given_name, 'alice');
}

const ways = {
    // RFC 8628; the library polls until the person has answered.
    async device() {
        const begun = await client.initiateDeviceAuthorization(provider, { scope });
        await ask('compare', begun.verification_uri_complete);
        await whoIs(
            await client.pollDeviceAuthorizationGrant(provider, { ...begun, interval: 1 }),
        );
    },

    // CIBA Core §7, poll mode.
    async backchannel() {
        const begun = await client.initiateBackchannelAuthentication(provider, {
            scope,
            login_hint: 'alice',
            binding_message: 'W4SCT',
        });
        await ask('answer');
        await whoIs(
            await client.pollBackchannelAuthenticationGrant(provider, { ...begun, interval: 1 }),
        );
    },

    // RFC 9101 and JARM: what goes and what comes is signed.
    async signed() {
        const key = await imported(app.key, { name: 'ECDSA', namedCurve: 'P-256' }, ['sign']);
        client.useJwtResponseMode(provider);
        await whoIs(
            await signIn((party, parameters) =>
                client.buildAuthorizationUrlWithJAR(party, parameters, { key, kid: app.key.kid })),
        );
    },

    // Core §10.2: ID token and userinfo for the app's eyes only.
    async encrypted() {
        const { alg, kid } = app.key;
        const key = alg === 'ECDH-ES'
            ? await imported(app.key, { name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits'])
            : await imported(app.key, { name: 'RSA-OAEP', hash: 'SHA-256' }, ['decrypt']);
        client.enableDecryptingResponses(
            provider,
            [app.metadata.id_token_encrypted_response_enc],
            { key, alg, kid },
        );
        const tokens = await signIn(client.buildAuthorizationUrl);
        assert.equal(tokens.id_token.split('.').length, 5);
        await whoIs(tokens);
    },

    // Core §3.3: an ID token beside the code, whose c_hash the library compares.
    async hybrid() {
        client.useCodeIdTokenResponseType(provider);
        await whoIs(await signIn(client.buildAuthorizationUrl));
    },

    // Core §3.2: nothing but an ID token, at once.
    async implicit() {
        client.useIdTokenResponseType(provider);
        const nonce = client.randomNonce();
        const state = client.randomState();
        const request = client.buildAuthorizationUrl(provider, {
            redirect_uri: app.redirectUri,
            scope: 'openid profile',
            nonce,
            state,
        });
        const claims = await client.implicitAuthentication(
            provider,
            await visit(request),
            nonce,
            { expectedState: state },
        );
        assert.equal(claims.given_name, 'alice');
    },

    // RFC 9396: the person allows a payment, and the token says so.
    async details() {
        const tokens = await signIn(client.buildAuthorizationUrl, {
            scope: 'openid',
            authorization_details: JSON.stringify(app.details),
        });
        assert.deepEqual(tokens.authorization_details, app.details);
    },
};

await ways[app.way]();
done();
