package dev.symbolon.interop;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the protocol as the client lived it: the code, whether it was sent in, and every
 * answer that arrived. What the server did without an answer arriving is unknown here, as it is to
 * a real client.
 */
final class Line {

    private final App app;
    private final String code;
    private final List<Answer> answers = new ArrayList<>();
    private boolean sent;

    Line(App app, String code) {
        this.app = app;
        this.code = code;
    }

    void redeem() {
        sent = true;
        answers.add(ok(app.redeem(code)));
    }

    void refresh() {
        answers.add(ok(app.refresh(newest())));
    }

    private static Answer ok(Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return answer;
    }

    String code() {
        return code;
    }

    /** The code was handed out, and not sent in. */
    boolean isUnsent() {
        return !sent;
    }

    /** The code was sent in, and no answer came: the server may have taken it, or not. */
    boolean isInDoubt() {
        return sent && answers.isEmpty();
    }

    boolean isAnswered() {
        return !answers.isEmpty();
    }

    List<String> accessTokens() {
        return answers.stream().map(answer -> answer.text("access_token")).toList();
    }

    /** The refresh tokens that arrived, the oldest first. */
    List<String> refreshTokens() {
        return answers.stream().map(answer -> answer.text("refresh_token")).toList();
    }

    String newest() {
        return refreshTokens().getLast();
    }
}
