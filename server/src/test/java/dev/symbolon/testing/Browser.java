package dev.symbolon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A person's browser: keeps cookies, follows redirects within the issuer, stops at an app's address
 * or a page.
 */
public final class Browser {

    private final URI issuer;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Browser(URI issuer) {
        this.issuer = issuer;
    }

    /** Sends a header with every request from now on: Accept-Language, Sec-Fetch-Site. */
    public Browser sending(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** Takes somebody else's cookies, as an attacker would plant them. */
    public Browser having(Map<String, String> others) {
        cookies.putAll(others);
        return this;
    }

    public Answer get(URI uri) {
        return follow(step("GET", uri, ""));
    }

    public Answer get(String path) {
        return get(URI.create(issuer + path));
    }

    public Answer post(URI uri, Map<String, ?> form) {
        return follow(step("POST", uri, Http.encode(form)));
    }

    public Answer submit(Answer.Form form) {
        return post(form.action(), form.fields());
    }

    /**
     * Sends a form that stands on another site: SameSite=Lax cookies stay behind, and come with the
     * redirect that follows.
     */
    public Answer postFromElsewhere(URI uri, Map<String, ?> form) {
        return follow(send("POST", uri, Http.encode(form), Map.of()));
    }

    /** One request, nothing followed. */
    public Answer step(String method, URI uri, String form) {
        return send(method, uri, form, cookies);
    }

    private Answer send(String method, URI uri, String form, Map<String, String> cookies) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        Answer answer = Http.send(method, uri, form, all);
        answer.headers().getOrDefault("set-cookie", List.of()).forEach(this::keep);
        return answer;
    }

    private Answer follow(Answer answer) {
        Answer last = answer;
        for (int hops = 0; last.status() == 303 && isOurs(last.location()); hops++) {
            assertThat(hops).as("redirects").isLessThan(10);
            last = step("GET", last.location(), "");
        }
        return last;
    }

    private boolean isOurs(URI uri) {
        return issuer.getAuthority().equals(uri.getAuthority());
    }

    private void keep(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (setCookie.contains("Max-Age=0;")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    /** Fills in the sign-in page at hand. */
    public Answer signIn(Answer page, String login, String password) {
        return submit(
                page.form()
                        .with("login", login)
                        .with("password", password)
                        .with("action", "sign-in"));
    }

    /** Signs in on the account page, so that a session is there before any app asks. */
    public Browser signedIn(String login, String password) {
        Answer account = signIn(get("/account"), login, password);
        assertThat(account.status()).as("%s", account.body()).isEqualTo(200);
        return this;
    }

    public Answer allow(Answer consentPage) {
        return submit(consentPage.form().with("action", "allow"));
    }

    public Answer deny(Answer consentPage) {
        return submit(consentPage.form().with("action", "deny"));
    }
}
