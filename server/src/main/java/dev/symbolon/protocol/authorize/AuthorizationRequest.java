package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Pkce;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An authorization request, named as in the RFC (RFC 6749 §4.1.1, Core §3.1.2.1). What it answers
 * is right once the table of {@link AuthorizeRule} has passed; before that only {@link #sent} may
 * be asked.
 *
 * @param parameters those that were sent with a value, in the query or the form (RFC 6749 §3.1: the
 *     others count as not sent)
 * @param repeated the names that were sent more than once, with a value or without
 * @param offered what it may ask the person to be asked
 * @param pushed whether the app left it at the server itself (RFC 9126)
 * @param signed whether it came as a request object (RFC 9101)
 */
record AuthorizationRequest(
        ReturnAddress returnAddress,
        Parameters parameters,
        List<String> repeated,
        Set<Prompt> offered,
        boolean pushed,
        boolean signed) {

    /** Core §3.1.2.1. */
    static final List<String> DISPLAYS = List.of("page", "popup", "touch", "wap");

    /** The thumbprint of the key of the instance that the code is for; ours, of pushed requests. */
    static final String INSTANCE = "client_instance_jkt";

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    static AuthorizationRequest of(
            ReturnAddress returnAddress,
            Parameters asSent,
            Set<Prompt> offered,
            boolean pushed,
            boolean signed) {
        return new AuthorizationRequest(
                returnAddress, asSent.withoutEmpty(), asSent.repeated(), offered, pushed, signed);
    }

    Optional<String> sent(String name) {
        return parameters.first(name);
    }

    List<String> words(String name) {
        return sent(name)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> List.of(SPACES.split(text)))
                .orElse(List.of());
    }

    Client client() {
        return returnAddress.client();
    }

    /** One that is not offered asks for nothing. */
    Optional<ResponseType> responseType() {
        return Optional.ofNullable(returnAddress.responseType());
    }

    boolean asksForCode() {
        return responseType().filter(ResponseType::hasCode).isPresent();
    }

    boolean asksForIdToken() {
        return responseType().filter(ResponseType::hasIdToken).isPresent();
    }

    boolean asksForAccessToken() {
        return responseType().filter(ResponseType::hasAccessToken).isPresent();
    }

    Scope scope() {
        return sent("scope").map(Scope::parse).orElse(Scope.NONE);
    }

    Set<Prompt> prompt() {
        Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        words("prompt").forEach(word -> Prompt.parse(word).ifPresent(prompts::add));
        return prompts;
    }

    boolean hasOfferedPrompts() {
        return words("prompt").stream()
                .allMatch(word -> Prompt.parse(word).filter(offered::contains).isPresent());
    }

    boolean asks(Prompt prompt) {
        return prompt().contains(prompt);
    }

    boolean hasUsableMaxAge() {
        return sent("max_age").map(text -> SECONDS.matcher(text).matches()).orElse(true);
    }

    /** Core §3.1.2.1; where the request has none, what the client registered (default_max_age). */
    Optional<Duration> maxAge() {
        return sent("max_age")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .or(() -> Optional.ofNullable(client().metadata().defaultMaxAge()));
    }

    Optional<Pkce> pkce() {
        return sent("code_challenge").flatMap(Pkce::parse);
    }

    ClaimsRequest claims(Trace trace) {
        return sent("claims")
                .map(text -> ClaimsRequest.parse(trace, text))
                .orElse(ClaimsRequest.NONE);
    }

    List<String> resources() {
        return parameters.all("resource");
    }
}
