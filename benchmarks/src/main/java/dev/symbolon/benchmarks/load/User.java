package dev.symbolon.benchmarks.load;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;

/**
 * One virtual user: a browser with its cookies, and the app that it uses. Both speak over one kept
 * connection to the provider, which must serve its pages and its token endpoint from one origin.
 */
final class User implements AutoCloseable {

    private static final int MOST_STEPS = 15;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Provider provider;
    private final App app;
    private final Pages pages;
    private final Person person;
    private final Wire browser;
    private final Wire back;
    private final MessageDigest sha256;
    private final String authorization;
    private Cookies cookies = new Cookies();

    User(Provider provider, App app, Pages pages, Person person, SSLSocketFactory tls) {
        this.provider = provider;
        this.app = app;
        this.pages = pages;
        this.person = person;
        this.authorization = app.authorization();
        Origin pagesAt = Origin.of(provider.authorize());
        Origin tokensAt = Origin.of(provider.token());
        this.browser = new Wire(pagesAt, tls);
        this.back = tokensAt.equals(pagesAt) ? browser : new Wire(tokensAt, tls);
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A request that was begun, and what is needed to finish it. */
    record Asked(URI url, String state, String nonce, String verifier) {}

    /** A new authorization request (Core §3.1.2.1) with PKCE (RFC 7636 §4.3). */
    Asked ask() {
        String verifier = random();
        byte[] hash = sha256.digest(verifier.getBytes(StandardCharsets.US_ASCII));
        Asked asked = new Asked(provider.authorize(), random(), random(), verifier);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", app.clientId());
        query.put("redirect_uri", app.redirectUri());
        query.put("scope", app.scope());
        query.put("state", asked.state());
        query.put("nonce", asked.nonce());
        query.put("code_challenge", BASE64URL.encodeToString(hash));
        query.put("code_challenge_method", "S256");
        if (!app.resource().isEmpty()) {
            query.put("resource", app.resource());
        }
        String separator = provider.authorize().getRawQuery() == null ? "?" : "&";
        URI url = URI.create(provider.authorize() + separator + HttpText.encode(query));
        return new Asked(url, asked.state(), asked.nonce(), verifier);
    }

    /** One step only: somebody signed in, who allowed the app before, gets a code at once. */
    String authorize(Asked asked) throws IOException, Failure {
        Reply reply = browser.send(HttpText.get(asked.url(), cookies.header()));
        cookies.take(reply.cookies());
        String location = reply.location().orElseThrow(() -> Failure.of("authorize", reply));
        return code(location, asked)
                .orElseThrow(() -> new Failure("authorize: sent to " + path(location)));
    }

    /** As many steps as it takes, filling in every form on the way. */
    String signIn(Asked asked) throws IOException, Failure {
        URI at = asked.url();
        Reply reply = browser.send(HttpText.get(at, cookies.header()));
        for (int step = 0; step < MOST_STEPS; step++) {
            cookies.take(reply.cookies());
            Optional<String> location = reply.location();
            if (location.isPresent()) {
                Optional<String> code = code(location.get(), asked);
                if (code.isPresent()) {
                    return code.get();
                }
                at = at.resolve(location.get());
                requireSameOrigin(at);
                reply = browser.send(HttpText.get(at, cookies.header()));
            } else {
                HtmlForm form = form(at, reply);
                at = form.action().isEmpty() ? at : at.resolve(form.action());
                requireSameOrigin(at);
                String body = HttpText.encode(form.fields());
                reply = browser.send(HttpText.postForm(at, cookies.header(), body));
            }
        }
        throw new Failure("sign-in: no code after " + MOST_STEPS + " steps");
    }

    private HtmlForm form(URI at, Reply reply) throws Failure {
        if (reply.status() != 200) {
            throw new Failure("sign-in: " + reply.status() + " at " + at.getPath());
        }
        return pages.fillIn(reply.text(), person)
                .orElseThrow(() -> new Failure("sign-in: no known form at " + at.getPath()));
    }

    private void requireSameOrigin(URI at) throws Failure {
        if (!Origin.of(at).equals(Origin.of(provider.authorize()))) {
            throw new Failure("sign-in: led away to " + Origin.of(at).header());
        }
    }

    /** Forgets who is signed in, as a new browser would. */
    void forget() {
        cookies = new Cookies();
    }

    /** RFC 6749 §4.1.3. */
    Map<String, Object> exchange(Asked asked, String code) throws IOException, Failure {
        Map<String, String> form = app.tokenParameters("authorization_code");
        form.put("code", code);
        form.put("redirect_uri", app.redirectUri());
        form.put("code_verifier", asked.verifier());
        return token(form);
    }

    /** RFC 6749 §6. */
    Map<String, Object> refresh(String refreshToken) throws IOException, Failure {
        Map<String, String> form = app.tokenParameters("refresh_token");
        form.put("refresh_token", refreshToken);
        return token(form);
    }

    /** RFC 6749 §4.4.2. */
    Map<String, Object> clientCredentials() throws IOException, Failure {
        Map<String, String> form = app.tokenParameters("client_credentials");
        String scope = app.scopeWithoutPersons();
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        return token(form);
    }

    private Map<String, Object> token(Map<String, String> form) throws IOException, Failure {
        byte[] request = HttpText.postToken(provider.token(), authorization, HttpText.encode(form));
        Reply reply = back.send(request);
        if (reply.status() != 200) {
            throw Failure.of("token", reply);
        }
        try {
            Map<String, Object> tokens = JSONObjectUtils.parse(reply.text());
            if (tokens.get("access_token") == null) {
                throw new Failure("token: no access_token");
            }
            return tokens;
        } catch (ParseException malformed) {
            throw new Failure("token: not JSON");
        }
    }

    /** The code, where the address is the app's and the state its own. */
    private Optional<String> code(String location, Asked asked) throws Failure {
        if (!location.startsWith(app.redirectUri() + "?")) {
            return Optional.empty();
        }
        String query = location.substring(app.redirectUri().length() + 1);
        String state = parameter(query, "state");
        String code = parameter(query, "code");
        if (code.isEmpty() || !state.equals(asked.state())) {
            throw new Failure("authorize: error " + parameter(query, "error"));
        }
        return Optional.of(code);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    private static String path(String location) {
        int query = location.indexOf('?');
        return Failure.shortened(query < 0 ? location : location.substring(0, query));
    }

    /** 256 bits; enough for a verifier, and these keep nothing safe. */
    private static String random() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }

    @Override
    public void close() {
        browser.close();
        back.close();
    }
}
