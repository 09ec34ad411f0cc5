package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.mail.Mails;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.AskedElsewhere;
import dev.symbolon.core.tokens.BackchannelStore;
import dev.symbolon.core.tokens.PendingStore;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.signin.Throttle;
import dev.symbolon.identity.signin.UserCodes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth/bc-authorize}, CIBA §7: an app asks a person who is not there. */
public final class BackchannelAuthenticationEndpoint implements Exchange.Endpoint {

    private static final int LONGEST_MESSAGE = 100;
    private static final int LONGEST_TOKEN = 1024;
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Pattern SECONDS = Pattern.compile("0*[1-9][0-9]*");

    private final ClientAuthentication authentication;
    private final SignedRequest signedRequest;
    private final AskedElsewhere asked;
    private final Hints hints;
    private final UserCodeCheck userCode;
    private final BackchannelStore requests;
    private final RequestMail mail;

    public BackchannelAuthenticationEndpoint(
            ClientAuthentication authentication,
            ClientSignatures signatures,
            AskedElsewhere asked,
            Accounts accounts,
            Subjects subjects,
            Keys keys,
            Throttle throttle,
            UserCodes userCodes,
            BackchannelStore requests,
            Screen screen,
            Mails mails,
            InstantSource clock) {
        this.authentication = authentication;
        this.signedRequest = new SignedRequest(signatures, clock);
        this.asked = asked;
        this.hints = new Hints(accounts, subjects, keys, throttle);
        this.userCode = new UserCodeCheck(userCodes);
        this.requests = requests;
        this.mail = new RequestMail(screen, mails, clock);
    }

    @Override
    public Response handle(Exchange exchange) {
        Trace trace = exchange.trace();
        trace.require(FORM, exchange.request().hasForm());
        Parameters asSent = exchange.request().form();
        List<String> repeated =
                asSent.repeated().stream().filter(name -> !name.equals("resource")).toList();
        trace.require(PARAMETERS_ONCE, repeated.isEmpty(), "each once", repeated);
        Parameters form = asSent.withoutEmpty();
        Client client = authentication.authenticate(exchange, form).client();
        trace.require(
                GRANT_TYPE_ALLOWED,
                client.mayUse(ClientMetadata.CIBA) && !client.isPublic(),
                ClientMetadata.CIBA,
                client.metadata().grantTypes());
        Parameters request = signedRequest.read(exchange, client, form).withoutEmpty();

        Approval approval = asked.read(exchange, client, request, SCOPE_WELL_FORMED);
        trace.require(OPENID, approval.scope().has(Scope.OPENID));
        if (client.metadata().backchannel().isPushed()) {
            // Nobody asks for the tokens, who could name one API after the other.
            asked.requireOneKindOfToken(exchange, approval);
        }
        @Nullable Secret notificationToken = notificationToken(trace, client, request);
        @Nullable String message = message(trace, request);
        Duration lifetime = lifetime(trace, request);
        Account person = hints.person(exchange, client, request);
        userCode.check(exchange, client, request, person);
        OpaqueValue id =
                trace.require(
                        FEW_WAIT,
                        requests.begin(
                                exchange.tenant(),
                                new BackchannelStore.Asked(
                                        approval,
                                        person.id(),
                                        message,
                                        notificationToken,
                                        lifetime,
                                        exchange.request().remoteAddress(),
                                        trace.flow()),
                                mail.to(exchange, client, person, message, lifetime)));
        return Response.json(200, answer(client, id, lifetime));
    }

    private static @Nullable Secret notificationToken(
            Trace trace, Client client, Parameters request) {
        if (!client.metadata().backchannel().isTold()) {
            return null;
        }
        return new Secret(
                trace.require(
                        NOTIFICATION_TOKEN,
                        request.first("client_notification_token")
                                .filter(token -> token.length() <= LONGEST_TOKEN)
                                .filter(BEARER.asMatchPredicate())));
    }

    private static @Nullable String message(Trace trace, Parameters request) {
        Optional<String> message = request.first("binding_message");
        trace.require(
                BINDING_MESSAGE,
                message.map(text ->
                                text.length() <= LONGEST_MESSAGE
                                        && !text.isBlank()
                                        && LocalizedText.isFit(text))
                        .orElse(true));
        return message.orElse(null);
    }

    private static Duration lifetime(Trace trace, Parameters request) {
        Optional<String> wished = request.first("requested_expiry");
        trace.require(
                REQUESTED_EXPIRY,
                wished.map(seconds -> SECONDS.matcher(seconds).matches()).orElse(true));
        // Longer than a number can be is longer than we keep it, too.
        return wished.map(seconds -> seconds.replaceFirst("^0+", ""))
                .filter(seconds -> seconds.length() < 9)
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .filter(seconds -> seconds.compareTo(BackchannelStore.LIFETIME) < 0)
                .orElse(BackchannelStore.LIFETIME);
    }

    /** CIBA §7.3; who is sent the tokens has no interval between questions. */
    private static Map<String, Object> answer(Client client, OpaqueValue id, Duration lifetime) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("auth_req_id", id.value());
        answer.put("expires_in", lifetime.toSeconds());
        if (!client.metadata().backchannel().isPushed()) {
            answer.put("interval", PendingStore.INTERVAL.toSeconds());
        }
        return answer;
    }
}
