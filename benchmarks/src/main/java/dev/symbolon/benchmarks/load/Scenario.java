package dev.symbolon.benchmarks.load;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a virtual user does, again and again. */
public enum Scenario {

    /** Somebody signed in goes from the app to the provider and back, and the app gets tokens. */
    CODE {
        @Override
        Round round(User user, @Nullable IdTokens idTokens) throws IOException, Failure {
            signIn(user);
            return steps -> {
                User.Asked asked = user.ask();
                String code = steps.time("authorize", () -> user.authorize(asked));
                var tokens = steps.time("token", () -> user.exchange(asked, code));
                if (idTokens != null) {
                    idTokens.check(tokens, asked.nonce());
                }
            };
        }
    },

    /** The app renews its tokens; each answer's refresh token is the next one's. */
    REFRESH {
        @Override
        Round round(User user, @Nullable IdTokens idTokens) throws IOException, Failure {
            String[] current = {refreshToken(signIn(user), "")};
            if (current[0].isEmpty()) {
                throw new Failure("token: no refresh_token; the scope may need offline_access");
            }
            return steps -> {
                var tokens = steps.time("token", () -> user.refresh(current[0]));
                current[0] = refreshToken(tokens, current[0]);
            };
        }
    },

    /** The app gets a token for itself. */
    CLIENT_CREDENTIALS {
        @Override
        Round round(User user, @Nullable IdTokens idTokens) {
            return steps -> steps.time("token", user::clientCredentials);
        }
    },

    /** Somebody in a new browser signs in with the password, and the app gets tokens. */
    PASSWORD {
        @Override
        Round round(User user, @Nullable IdTokens idTokens) {
            return steps -> {
                user.forget();
                User.Asked asked = user.ask();
                String code = steps.time("sign-in", () -> user.signIn(asked));
                var tokens = steps.time("token", () -> user.exchange(asked, code));
                if (idTokens != null) {
                    idTokens.check(tokens, asked.nonce());
                }
            };
        }
    };

    /** One repetition. */
    interface Round {
        void run(Steps steps) throws IOException, Failure;
    }

    /** Measures the parts of a round. */
    interface Steps {
        <T> T time(String step, Call<T> call) throws IOException, Failure;
    }

    /** A request to the provider. */
    interface Call<T> {
        T run() throws IOException, Failure;
    }

    /** Does what comes before the first repetition, such as signing in. */
    abstract Round round(User user, @Nullable IdTokens idTokens) throws IOException, Failure;

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Once before the measuring: the session, and the consent that the provider remembers. */
    private static Map<String, Object> signIn(User user) throws IOException, Failure {
        User.Asked asked = user.ask();
        return user.exchange(asked, user.signIn(asked));
    }

    private static String refreshToken(Map<String, Object> tokens, String before) {
        return tokens.get("refresh_token") instanceof String token ? token : before;
    }
}
