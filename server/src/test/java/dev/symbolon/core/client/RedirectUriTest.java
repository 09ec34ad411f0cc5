package dev.symbolon.core.client;

import static dev.symbolon.core.client.ApplicationType.NATIVE;
import static dev.symbolon.core.client.ApplicationType.WEB;
import static dev.symbolon.core.client.MetadataExamples.failures;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6749 §3.1.2, RFC 9700 §2.1, RFC 8252 §7 redirect URIs")
class RedirectUriTest {

    @ParameterizedTest
    @DisplayName("a web client's is https, or http on this machine (Registration §2)")
    @ValueSource(
            strings = {
                "https://app.example.com/callback",
                "https://app.example.com",
                "https://app.example.com:8443/a/b?tenant=1",
                "https://xn--bcher-kva.example/callback",
                "https://[2001:db8::1]/callback",
                "http://localhost:8085/callback",
                "http://127.0.0.1/callback",
                "http://[::1]:1/callback"
            })
    void registeredByWeb(String uri) {
        assertThat(brokenBy(uri, WEB)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("a native client's may have a private-use scheme with a dot (RFC 8252 §7.1)")
    @ValueSource(
            strings = {
                "com.example.app:/callback",
                "com.example.app://callback",
                "https://app.example.com/callback",
                "http://127.0.0.1/callback",
                "http://[::1]/callback",
                "http://localhost/callback"
            })
    void registeredByNative(String uri) {
        assertThat(brokenBy(uri, NATIVE)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} breaks {2}")
    @DisplayName("what could send an answer elsewhere is not registered")
    @CsvSource({
        "WEB, '', ABSOLUTE",
        "WEB, /callback, ABSOLUTE",
        "WEB, //app.example.com/callback, ABSOLUTE",
        "WEB, https:/app.example.com/callback, ABSOLUTE",
        "WEB, https:app.example.com, ABSOLUTE",
        "WEB, https:///callback, ABSOLUTE",
        "WEB, https://app.example.com:/callback, ABSOLUTE",
        "WEB, https://app.example.com:0/callback, ABSOLUTE",
        "WEB, https://app.example.com:65536/callback, ABSOLUTE",
        "WEB, https://app.example.com:99999999999/callback, ABSOLUTE",
        "WEB, https://app.example.com\\@evil.example/, ABSOLUTE",
        "WEB, https://app.example.com/%zz, ABSOLUTE",
        "WEB, https://app.example.com/a b, ABSOLUTE",
        "WEB, https://bücher.example/, ABSOLUTE",
        "WEB, https://app.example.com/ü, ABSOLUTE",
        "WEB, https://аpp.example.com/, ABSOLUTE",
        "WEB, https://*.example.com/callback, ABSOLUTE",
        "WEB, javascript:alert(1), ABSOLUTE",
        "WEB, 'data:text/html,x', ABSOLUTE",
        "WEB, https://app.example.com/#, NO_FRAGMENT",
        "WEB, https://app.example.com/#a, NO_FRAGMENT",
        "WEB, https://app.example.com@evil.example/, NO_USERINFO",
        "WEB, https://u:p@app.example.com/, NO_USERINFO",
        "WEB, https://app.example.com/*, NO_WILDCARD",
        "WEB, https://app.example.com/cb?x=*, NO_WILDCARD",
        "WEB, https://app.example.com/a/../b, NO_DOT_SEGMENTS",
        "WEB, https://app.example.com/a/%2E%2e/b, NO_DOT_SEGMENTS",
        "WEB, https://app.example.com/a/.%2e, NO_DOT_SEGMENTS",
        "WEB, https://app.example.com/./b, NO_DOT_SEGMENTS",
        "WEB, HTTPS://app.example.com/, SMALL_LETTERS",
        "WEB, https://App.example.com/, SMALL_LETTERS",
        "WEB, http://app.example.com/callback, WEB_SCHEME",
        "WEB, http://127.0.0.1.evil.example/, WEB_SCHEME",
        "WEB, http://localhost.evil.example/, WEB_SCHEME",
        "WEB, http://127.0.0.2/, WEB_SCHEME",
        "WEB, com.example.app:/callback, WEB_SCHEME",
        "WEB, javascript://app.example.com/%0aalert(1), WEB_SCHEME",
        "WEB, file:///etc/passwd, WEB_SCHEME",
        "NATIVE, http://app.example.com/callback, NATIVE_SCHEME",
        "NATIVE, myapp://callback, NATIVE_SCHEME",
        "NATIVE, javascript:/alert(1), NATIVE_SCHEME",
        "NATIVE, data:/text, NATIVE_SCHEME",
        "NATIVE, urn:ietf:wg:oauth:2.0:oob, ABSOLUTE",
        "NATIVE, com.example.app:callback, ABSOLUTE"
    })
    void refused(ApplicationType type, String uri, RedirectUriRule rule) {
        assertThat(brokenBy(uri, type)).containsExactly(rule);
    }

    @ParameterizedTest
    @DisplayName("presented, it is compared character by character (RFC 9700 §2.1)")
    @ValueSource(
            strings = {
                "",
                "https://app.example.com/callback/",
                "https://app.example.com/Callback",
                "https://app.example.com:443/callback",
                "HTTPS://app.example.com/callback",
                "https://APP.example.com/callback",
                "https://app.example.com/x/../callback",
                "https://app.example.com/callback/../evil",
                "https://app.example.com/%63allback",
                "https://app.example.com/callback?",
                "https://app.example.com/callback?x=1",
                "https://app.example.com/callback#",
                "https://app.example.com@evil.example/callback",
                "https://evil.example/https://app.example.com/callback",
                "https://app.example.com.evil.example/callback",
                "http://app.example.com/callback",
                " https://app.example.com/callback",
                "https://app.example.com/callback\u0000",
                "https://app.example.com/c\u0430llback",
                "https://app.example.com/callback\n"
            })
    void exact(String presented) {
        RedirectUri registered = new RedirectUri("https://app.example.com/callback");
        assertThat(registered.matches(presented, WEB)).isFalse();
        assertThat(registered.matches(presented, NATIVE)).isFalse();
        assertThat(registered.matches(registered.value(), WEB)).isTrue();
    }

    @ParameterizedTest(name = "{0} accepts {1}")
    @DisplayName("a native client's loopback URI has any port (RFC 8252 §7.3)")
    @CsvSource({
        "http://127.0.0.1/callback, http://127.0.0.1:51004/callback",
        "http://127.0.0.1:3000/callback, http://127.0.0.1:51004/callback",
        "http://127.0.0.1:3000/callback, http://127.0.0.1/callback",
        "http://[::1]/callback?a=1, http://[::1]:65535/callback?a=1",
        "http://localhost/callback, http://localhost:1/callback",
        "http://127.0.0.1, http://127.0.0.1:8080"
    })
    void anyPort(String registered, String presented) {
        assertThat(new RedirectUri(registered).matches(presented, NATIVE)).isTrue();
        assertThat(new RedirectUri(registered).matches(presented, WEB)).isFalse();
    }

    @ParameterizedTest(name = "{0} does not accept {1}")
    @DisplayName("nothing but the port of a loopback URI may differ (RFC 9700 §4.1.3)")
    @CsvSource({
        "http://127.0.0.1/callback, http://127.0.0.1:51004/callback/",
        "http://127.0.0.1/callback, http://127.0.0.1:51004/",
        "http://127.0.0.1/callback, http://127.0.0.1:80@evil.example/callback",
        "http://127.0.0.1, http://127.0.0.1.evil.example",
        "http://127.0.0.1, http://127.0.0.1:80.evil.example",
        "http://127.0.0.1/callback, http://127.0.0.1:/callback",
        "http://127.0.0.1/callback, http://127.0.0.1:0/callback",
        "http://127.0.0.1/callback, http://127.0.0.1:65536/callback",
        "http://127.0.0.1/callback, http://127.0.0.1:999999/callback",
        "http://127.0.0.1/callback, http://127.0.0.1:٣/callback",
        "http://127.0.0.1/callback, http://localhost:3000/callback",
        "http://127.0.0.1/callback, http://[::1]:3000/callback",
        "http://127.0.0.1/callback, http://127.0.0.2:3000/callback",
        "http://127.0.0.1/callback, https://127.0.0.1:3000/callback",
        "http://127.0.0.1/callback, http://127.0.0.1:3000/callback#a",
        "http://127.0.0.1/callback, http://127.0.0.1:3000/callback?a",
        "https://app.example.com/cb, https://app.example.com:8443/cb",
        "https://127.0.0.1/cb, https://127.0.0.1:8443/cb",
        "com.example.app://a/cb, com.example.app://a:1/cb"
    })
    void onlyPort(String registered, String presented) {
        assertThat(new RedirectUri(registered).matches(presented, NATIVE)).isFalse();
    }

    private static List<Rule> brokenBy(String uri, ApplicationType type) {
        Problems problems = new Problems();
        RedirectUriRule.check("redirect_uris", List.of(new RedirectUri(uri)), type, problems);
        return failures(problems::refuseAny).stream().map(Trace.Check::rule).toList();
    }
}
