package dev.symbolon.operator.inspector;

import dev.symbolon.core.oauth.FlowId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run of a protocol, as a line of the list.
 *
 * @param clientId absent where no client is known
 * @param accountId absent where no person is known
 * @param site the origin of the script that asked, where no client is known; absent elsewhere
 * @param rule the id of the last rule that did not hold; absent where all did
 * @param steps how many there were, of which the first {@link FlowStore#MOST_STEPS} are kept
 */
public record Flow(
        FlowId id,
        Kind kind,
        State state,
        @Nullable String clientId,
        @Nullable String accountId,
        @Nullable String site,
        @Nullable String rule,
        int steps,
        Instant startedAt,
        Instant changedAt) {

    /** What somebody began. */
    public enum Kind {
        CODE("Authorization code"),
        REFRESH("Refresh"),
        CLIENT_CREDENTIALS("Client credentials"),
        DEVICE("Device"),
        BACKCHANNEL("Backchannel authentication"),
        TOKEN("Token request"),
        USERINFO("Userinfo"),
        INTROSPECTION("Introspection"),
        REVOCATION("Revocation"),
        LOGOUT("Sign-out"),
        SIGN_IN("Sign-in"),
        SIGN_UP("Sign-up"),
        REGISTRATION("Registration"),
        PAGE("Page of ours"),
        SCRIPT("Script of a site"),
        UNREADABLE("Unreadable request");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far it has come. */
    public enum State {
        /** Waits for the person or the app. */
        RUNNING("under way"),
        /** Led to what it was begun for. */
        DONE("done"),
        /** Something was refused last. */
        REFUSED("refused");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Duration duration() {
        return Duration.between(startedAt, changedAt);
    }
}
