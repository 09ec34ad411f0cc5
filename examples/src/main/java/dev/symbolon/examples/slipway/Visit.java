package dev.symbolon.examples.slipway;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.oauth.Connection;
import dev.symbolon.examples.oauth.Started;
import dev.symbolon.examples.oauth.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Slipway remembers for one browser. */
final class Visit {

    private static final int MOST_PENDING = 10;

    /** Somebody who signed in: the ID token says who, userinfo says more about them. */
    record Person(Tokens tokens, UserInfo info) {

        String name() {
            return Optional.ofNullable(info.getName()).orElse(tokens.subject());
        }
    }

    /**
     * A trip to the provider that has not come back.
     *
     * @param then what the person wanted, done when the tokens are there
     */
    record Pending(Started started, Function<Tokens, Answer> then) {}

    /** A line on the next page about what just happened. */
    record Note(String text, boolean bad) {}

    /** A file from Mooring that the person asked to see. */
    record Log(String name, String text) {}

    private final Map<State, Pending> pending = new LinkedHashMap<>();
    private @Nullable Person person;
    private @Nullable Connection mooring;
    private @Nullable Note note;
    private @Nullable Log log;

    synchronized Optional<Person> person() {
        return Optional.ofNullable(person);
    }

    synchronized Optional<Connection> mooring() {
        return Optional.ofNullable(mooring);
    }

    synchronized void signedIn(Person who) {
        person = who;
    }

    synchronized void connected(@Nullable Connection connection) {
        mooring = connection;
    }

    synchronized void note(String text) {
        note = new Note(text, false);
    }

    synchronized void warn(String text) {
        note = new Note(text, true);
    }

    synchronized Optional<Note> takeNote() {
        Note taken = note;
        note = null;
        return Optional.ofNullable(taken);
    }

    synchronized void show(Log file) {
        log = file;
    }

    synchronized Optional<Log> log() {
        return Optional.ofNullable(log);
    }

    /** Several tabs may be away at once, but not any number of them. */
    synchronized void await(Started started, Function<Tokens, Answer> then) {
        if (pending.size() == MOST_PENDING) {
            pending.remove(pending.keySet().iterator().next());
        }
        pending.put(started.state(), new Pending(started, then));
    }

    /** What a state was made for, once. */
    synchronized Optional<Pending> returned(State state) {
        return Optional.ofNullable(pending.remove(state));
    }
}
