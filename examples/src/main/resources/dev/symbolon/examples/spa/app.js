// A single-page app as a public client: authorization code flow with PKCE, no secret (RFC 9700,
// OAuth 2.0 for Browser-Based Apps). Tokens stay in this page's memory and end with it; signing in
// again is a redirect. On https it comes without a question while the person is signed in at the
// provider; on the demo's http, which any program could serve, consent is asked for each time.
import * as oauth from "./oauth4webapi.js";

const FIRST_SCOPE = "openid profile email mooring.apps:read";
const PENDING = "pending";

const config = await (await fetch("/config.json")).json();
const issuer = new URL(config.issuer);
const client = { client_id: config.client_id };
const redirectUri = `${location.origin}/`;

// The demo runs on loopback without TLS; everywhere else this must stay false.
const options = { [oauth.allowInsecureRequests]: issuer.protocol === "http:" };

const element = (id) => document.getElementById(id);
const show = (object) => JSON.stringify(object, null, 2);

function note(text, bad = false) {
  element("note").textContent = text;
  element("note").classList.toggle("bad", bad);
}

async function discover() {
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oidc", ...options });
  return oauth.processDiscoveryResponse(issuer, response);
}

/**
 * Sends the browser to the provider; what must be checked later waits in this tab's storage. Never
 * done: the page goes away, and nothing after this should show meanwhile.
 */
async function signIn(server, scope) {
  const pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    scope,
  };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope,
    resource: config.mooring,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: "S256",
  });
  location.assign(url);
  return new Promise(() => {});
}

/** Checks state and iss, exchanges the code, and validates the ID token and its signature. */
async function finish(server, pending) {
  const answer = oauth.validateAuthResponse(server, client, new URL(location.href), pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server, client, oauth.None(), answer, redirectUri, pending.verifier,
    { ...options, additionalParameters: { resource: config.mooring } },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, options);
  return tokens;
}

/** Calls Mooring. Where it wants more than the token allows, the person is asked (RFC 6750 §3.1). */
async function mooring(server, tokens, path) {
  try {
    return await oauth.protectedResourceRequest(
      tokens.access_token, "GET", new URL(path, config.mooring), undefined, null, options,
    );
  } catch (refused) {
    const challenge = refused.cause?.[0]?.parameters;
    if (challenge?.error === "insufficient_scope") {
      return signIn(server, `${tokens.scope ?? FIRST_SCOPE} ${challenge.scope}`);
    }
    if (challenge?.error === "invalid_token") {
      return signIn(server, tokens.scope ?? FIRST_SCOPE);
    }
    throw refused;
  }
}

function row(server, tokens, app) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = `${app.name}, version ${app.version}`;
  const button = document.createElement("button");
  button.className = "second";
  button.textContent = `Log of ${app.name}`;
  button.addEventListener("click", attempt(async () => {
    const response = await mooring(server, tokens, `/files/${encodeURIComponent(app.log)}`);
    element("file-name").textContent = app.log;
    element("file-text").textContent = await response.text();
    element("file").hidden = false;
    note("Mooring gave the file, because the access token has the scope mooring.files:read.");
  }));
  item.append(name, button);
  return item;
}

async function signedIn(server, tokens) {
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const userinfo = await oauth.processUserInfoResponse(
    server, client, claims.sub,
    await oauth.userInfoRequest(server, client, tokens.access_token, options),
  );
  element("name").textContent = userinfo.name ?? claims.sub;
  element("claims").textContent = show(claims);
  element("userinfo").textContent = show(userinfo);
  element("sign-out").addEventListener("click", () => signOut(server, tokens));
  element("signed-in").hidden = false;
  note("The code came back in the address, and this page exchanged it for tokens with its PKCE "
    + "verifier. They live in this page's memory: reload, and they are gone.");
  const { apps } = await (await mooring(server, tokens, "/apps")).json();
  element("apps").replaceChildren(...apps.map((app) => row(server, tokens, app)));
}

/** RP-initiated logout: ends the provider's session too. */
function signOut(server, tokens) {
  const url = new URL(server.end_session_endpoint);
  url.search = new URLSearchParams({
    id_token_hint: tokens.id_token,
    client_id: client.client_id,
    post_logout_redirect_uri: redirectUri,
  });
  location.assign(url);
}

function attempt(action) {
  return async (...parameters) => {
    try {
      await action(...parameters);
    } catch (error) {
      note(error.error_description ?? error.message, true);
    }
  };
}

async function begin() {
  const server = await discover();
  const pending = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  const answered = /[?&](code|error)=/.test(location.search);
  element("sign-in").addEventListener("click", attempt(() => signIn(server, FIRST_SCOPE)));
  if (answered && pending) {
    try {
      const tokens = await finish(server, JSON.parse(pending));
      // The code is used up; it need not stay in the address bar and the history.
      history.replaceState(null, "", "/");
      return await signedIn(server, tokens);
    } catch (error) {
      history.replaceState(null, "", "/");
      element("welcome").hidden = !element("signed-in").hidden;
      throw error;
    }
  }
  element("welcome").hidden = false;
  note("Nothing has happened yet: no cookie, no token, and this page knows nobody.");
}

await attempt(begin)();
