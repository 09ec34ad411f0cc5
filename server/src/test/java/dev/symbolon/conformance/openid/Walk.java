package dev.symbolon.conformance.openid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.testing.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came back to the client for a request, and the way from there to the tokens; each step is
 * looked at as a certification looks at it, whatever the module is about.
 */
final class Walk {

    private static final Set<String> SUCCESS =
            Set.of(
                    "code",
                    "id_token",
                    "access_token",
                    "token_type",
                    "expires_in",
                    "scope",
                    "state",
                    "session_state",
                    "iss");
    private static final Set<String> ERROR =
            Set.of("error", "error_description", "error_uri", "state", "iss");

    /** RFC 6749 §4.1.2.1. */
    private static final String DESCRIPTION = "[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+";

    private static final String URI_CHARACTERS = "[\\x21\\x23-\\x5B\\x5D-\\x7E]+";

    private static final double LEAST_ENTROPY = 128;

    private final RelyingParty party;
    private final Map<String, Object> request;
    private final Map<String, String> came;

    Walk(RelyingParty party, Map<String, Object> request, Answer answer) {
        this.party = party;
        this.request = request;
        this.came = arrived(answer);
        assertThat(came.get("iss")).as("RFC 9207 §2").isEqualTo(party.server().origin());
        assertThat(came.get("state")).isEqualTo(request.get("state"));
    }

    /** From where the mode says, and from nowhere else. */
    private Map<String, String> arrived(Answer answer) {
        if (party.variant().isFormPost()) {
            answer.expectsStatus(200);
            assertThat(answer.body()).contains("method=\"post\"");
            assertThat(answer.form().action()).hasToString(party.redirectUri());
            assertThat(answer.header("cache-control").orElse("")).contains("no-store");
            return answer.form().fields();
        }
        answer.expectsStatus(303);
        assertThat(answer.location().toString()).startsWith(party.redirectUri());
        boolean inQuery = !request.containsKey("response_type") || party.variant() == Variant.CODE;
        Parameters parameters = inQuery ? answer.sent() : answer.inFragment();
        Map<String, String> all = new LinkedHashMap<>();
        parameters.names().forEach(name -> all.put(name, parameters.first(name).orElseThrow()));
        return all;
    }

    String value(String name) {
        return Optional.ofNullable(came.get(name)).orElseThrow(() -> new AssertionError(came));
    }

    /** The error that came, with nothing beside it that should not be there. */
    String error() {
        assertThat(ERROR).containsAll(came.keySet());
        assertThat(value("error_description")).matches(DESCRIPTION);
        assertThat(value("error_uri")).matches(URI_CHARACTERS);
        return value("error");
    }

    /** The walk to its end. */
    Outcome complete() {
        return complete(Map.of());
    }

    /**
     * The same.
     *
     * @param beside what the token request has beside the code
     */
    Outcome complete(Map<String, String> beside) {
        assertThat(came).doesNotContainKey("error");
        assertThat(SUCCESS).containsAll(came.keySet());
        Variant variant = party.variant();
        assertThat(came.containsKey("code")).isEqualTo(variant.has("code"));
        assertThat(came.containsKey("id_token")).isEqualTo(variant.has("id_token"));
        assertThat(came.containsKey("access_token")).isEqualTo(variant.has("token"));
        IdToken front =
                variant.has("id_token") ? IdToken.of(party, request, value("id_token")) : null;
        if (front != null) {
            front.hashes("c_hash", came.get("code"));
            front.hashes("at_hash", came.get("access_token"));
        }
        if (variant.has("token")) {
            assertThat(value("token_type")).isEqualToIgnoringCase("Bearer");
            lives(Long.parseLong(value("expires_in")));
            userinfo(value("access_token"), front);
        }
        if (!variant.has("code")) {
            return new Outcome(front, null, came.get("access_token"));
        }
        Answer tokens = redeemed(beside);
        IdToken back = IdToken.of(party, request, tokens.text("id_token"));
        back.hashes("at_hash", tokens.text("access_token"));
        if (front != null) {
            assertThat(back.claim("sub")).as("Core §3.3.3.6").isEqualTo(front.claim("sub"));
        }
        userinfo(tokens.text("access_token"), back);
        return new Outcome(front == null ? back : front, tokens, tokens.text("access_token"));
    }

    private Answer redeemed(Map<String, String> beside) {
        assertThat(entropy(value("code"))).isGreaterThan(LEAST_ENTROPY);
        Map<String, Object> form = party.exchange(value("code"));
        form.putAll(beside);
        Answer tokens = party.token(form).expectsStatus(200);
        assertThat(tokens.text("token_type")).isEqualToIgnoringCase("Bearer");
        assertThat(tokens.header("cache-control").orElse("")).contains("no-store");
        assertThat(tokens.header("date")).as("RFC 9110 §6.6.1").isPresent();
        assertThat(tokens.json().get("expires_in")).isInstanceOf(Number.class);
        lives(Long.parseLong(tokens.text("expires_in")));
        assertThat(entropy(tokens.text("access_token"))).isGreaterThan(LEAST_ENTROPY);
        assertThat(tokens.text("access_token")).matches("[\\x20-\\x7E]+");
        return tokens;
    }

    private static void lives(long seconds) {
        assertThat(seconds).isPositive().isLessThan(31_536_000);
    }

    private void userinfo(String token, @Nullable IdToken of) {
        Answer userinfo = party.app().userinfo(token).expectsStatus(200);
        if (of != null && userinfo.header("content-type").orElse("").contains("json")) {
            assertThat(userinfo.text("sub")).as("Core §5.3.2").isEqualTo(of.claim("sub"));
        }
    }

    /** Shannon's, in bits, of what the text shows of itself. */
    static double entropy(String text) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        text.chars().forEach(character -> counts.merge(character, 1, Integer::sum));
        double perCharacter =
                counts.values().stream()
                        .mapToDouble(count -> (double) count / text.length())
                        .map(share -> -share * Math.log(share) / Math.log(2))
                        .sum();
        return perCharacter * text.length();
    }

    /**
     * What the client has in the end.
     *
     * @param first the ID token that came first; absent where none came with an access token only
     * @param tokens the token endpoint's answer; absent where there was no code
     * @param accessToken the last that came; absent where none did
     */
    record Outcome(@Nullable IdToken first, @Nullable Answer tokens, @Nullable String accessToken) {

        IdToken idToken() {
            return Optional.ofNullable(first).orElseThrow();
        }

        Answer tokenAnswer() {
            return Optional.ofNullable(tokens).orElseThrow();
        }

        String token() {
            return Optional.ofNullable(accessToken).orElseThrow();
        }
    }
}
