package dev.symbolon.examples.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A visit at Slipway")
class VisitsTest {

    private static final URI HTTP = URI.create("http://localhost:8082");

    private final Visit visit = new Visit();
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private Visits visits;

    @BeforeEach
    void open() {
        visits = new Visits(HTTP, () -> now);
    }

    @Test
    @DisplayName("goes on while it is used")
    void used() {
        Call call = with(visits.renew(with(""), visit, Answer.empty(200)));
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofMinutes(29));
            assertThat(visits.of(call)).contains(visit);
        }
    }

    @Test
    @DisplayName("ends when nobody has used it for half an hour")
    void idle() {
        Call call = with(visits.renew(with(""), visit, Answer.empty(200)));
        now = now.plus(Duration.ofMinutes(30));

        assertThat(visits.of(call)).isEmpty();
    }

    @Test
    @DisplayName("ends eight hours after the person came back from Symbolon, used or not")
    void absolute() {
        Call call = with(visits.renew(with(""), visit, Answer.empty(200)));
        Instant end = now.plus(Duration.ofHours(8));
        while (now.isBefore(end.minus(Duration.ofMinutes(20)))) {
            now = now.plus(Duration.ofMinutes(20));
            assertThat(visits.of(call).isPresent()).isEqualTo(now.isBefore(end));
        }
        now = end;

        assertThat(visits.of(call)).isEmpty();
    }

    @Test
    @DisplayName("has another cookie value after each sign-in; the one before opens nothing")
    void renewed() {
        Call before = with(visits.renew(with(""), visit, Answer.empty(200)));
        Call after = with(visits.renew(before, visit, Answer.empty(200)));

        assertThat(visits.of(before)).isEmpty();
        assertThat(visits.of(after)).contains(visit);
        visits.end(after, Answer.empty(200));
        assertThat(visits.of(after)).isEmpty();
    }

    @Test
    @DisplayName(
            "has a cookie that no script reads, and over https none that another host could set")
    void cookie() {
        assertThat(cookie(visits.renew(with(""), visit, Answer.empty(200))))
                .startsWith("slipway_visit=")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax");

        var secure = new Visits(URI.create("https://slipway.example"), () -> now);
        Answer answer = secure.renew(with(""), visit, Answer.empty(200));
        assertThat(cookie(answer))
                .startsWith("__Host-slipway_visit=")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(secure.of(with(answer))).contains(visit);
        assertThat(cookie(secure.end(with(answer), Answer.empty(200))))
                .startsWith("__Host-slipway_visit=;")
                .contains("Max-Age=0", "Secure");
    }

    /** The browser's next call. */
    private static Call with(Answer answer) {
        return with(cookie(answer).split(";")[0]);
    }

    private static Call with(String cookie) {
        return new Call(
                "GET", URI.create("/"), Map.of("Cookie", List.of(cookie)), Map.of(), Map.of());
    }

    private static String cookie(Answer answer) {
        return String.valueOf(answer.headers().get("Set-Cookie"));
    }
}
