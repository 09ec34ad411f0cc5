package dev.symbolon.examples.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.id.State;
import dev.symbolon.examples.oauth.FlowFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8252 §7.3, the browser comes back to a loopback address")
class LoopbackRedirectTest {

    private static final State STATE = new State("expected");

    private final HttpClient browser = HttpClient.newHttpClient();
    private LoopbackRedirect redirect;

    @BeforeEach
    void listen() throws IOException {
        redirect = new LoopbackRedirect();
    }

    @AfterEach
    void stop() {
        redirect.close();
        browser.close();
    }

    @Test
    @DisplayName("it is an address, not the name localhost, with a port that was free")
    void address() {
        assertThat(redirect.uri().toString()).matches("http://127\\.0\\.0\\.1:\\d+/callback");
    }

    @Test
    @DisplayName("the answer with the state is the program's, and the page says how it went")
    void answered() throws Exception {
        var received = receive();

        HttpResponse<String> page = open("/callback?code=one&state=expected");

        assertThat(received.get()).hasToString(redirect.uri() + "?code=one&state=expected");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("You are signed in");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-");
    }

    @Test
    @DisplayName("an answer with another state, or none, changes nothing (RFC 6749 §10.12)")
    void otherState() throws Exception {
        var received = receive();

        HttpResponse<String> forged = open("/callback?code=forged&state=other");
        HttpResponse<String> bare = open("/callback");

        assertThat(forged.statusCode()).isEqualTo(400);
        assertThat(forged.body()).contains("Nothing was changed").doesNotContain("signed in");
        assertThat(bare.statusCode()).isEqualTo(400);
        assertThat(received).isNotDone();
        open("/callback?code=one&state=expected");
        assertThat(received.get().getQuery()).contains("code=one");
    }

    @Test
    @DisplayName("whoever says no reads that nothing was connected (RFC 6749 §4.1.2.1)")
    void refused() throws Exception {
        var received = receive();

        HttpResponse<String> page = open("/callback?error=access_denied&state=expected");

        assertThat(page.body()).contains("You said no", "nothing was connected");
        assertThatThrownBy(received::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(FlowFailure.class);
    }

    @Test
    @DisplayName("any other error is not called a sign-in, nor a no")
    void failed() throws Exception {
        var received = receive();

        HttpResponse<String> page = open("/callback?error=server_error&state=expected");

        assertThat(page.body()).contains("That did not work").doesNotContain("signed in", "no,");
        assertThatThrownBy(received::get).hasRootCauseInstanceOf(FlowFailure.class);
    }

    @Test
    @DisplayName("other paths are not there")
    void otherPaths() throws Exception {
        var received = receive();

        assertThat(open("/").statusCode()).isEqualTo(404);
        assertThat(open("/callback/more?code=one&state=expected").statusCode()).isEqualTo(404);
        assertThat(open("/callbacks?code=one&state=expected").statusCode()).isEqualTo(404);
        assertThat(received).isNotDone();
    }

    @Test
    @DisplayName("the same answer a second time is nobody's any more")
    void secondTime() throws Exception {
        var received = receive();
        open("/callback?code=one&state=expected");
        received.get();

        var again =
                browser.sendAsync(
                        request("/callback?code=one&state=expected"), BodyHandlers.ofString());
        redirect.close();

        assertThat(again.handle((page, gone) -> gone != null || page.statusCode() == 400).get())
                .isTrue();
    }

    @Test
    @DisplayName("who waits too long is told so")
    void late() {
        assertThatThrownBy(() -> redirect.receive(STATE, Duration.ofMillis(10), answer -> answer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in time");
    }

    /** The program, which refuses the answers that a real one would. */
    private CompletableFuture<URI> receive() {
        // A thread of its own for each: the pool has one where there are two cores.
        return CompletableFuture.supplyAsync(this::received, Thread::startVirtualThread);
    }

    private URI received() {
        try {
            return redirect.receive(STATE, Duration.ofSeconds(20), LoopbackRedirectTest::finish);
        } catch (IOException | InterruptedException failure) {
            throw new CompletionException(failure);
        }
    }

    private static URI finish(URI answer) {
        String query = String.valueOf(answer.getQuery());
        if (query.contains("error=access_denied")) {
            throw FlowFailure.of(new ErrorObject("access_denied"));
        }
        if (query.contains("error=")) {
            throw FlowFailure.of(new ErrorObject("server_error"));
        }
        return answer;
    }

    private HttpResponse<String> open(String path) throws Exception {
        return browser.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(redirect.uri().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }
}
