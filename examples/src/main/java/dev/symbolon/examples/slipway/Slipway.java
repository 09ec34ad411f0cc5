package dev.symbolon.examples.slipway;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import dev.symbolon.examples.http.Page;
import dev.symbolon.examples.mooring.Mooring;
import dev.symbolon.examples.oauth.Challenge;
import dev.symbolon.examples.oauth.Challenged;
import dev.symbolon.examples.oauth.CodeFlow;
import dev.symbolon.examples.oauth.Connection;
import dev.symbolon.examples.oauth.FlowFailure;
import dev.symbolon.examples.oauth.LogoutTokens;
import dev.symbolon.examples.oauth.MooringApi;
import dev.symbolon.examples.oauth.MooringApi.App;
import dev.symbolon.examples.oauth.Tokens;
import dev.symbolon.examples.oauth.Wish;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The web app. Two trips to the provider: one says who somebody is, one connects Mooring. */
public final class Slipway implements Function<Call, Answer> {

    private static final Logger LOG = System.getLogger(Slipway.class.getName());
    private static final Pattern DEPLOY = Pattern.compile("POST /apps/([^/]+)/deploy");
    private static final Pattern SHOW_LOG = Pattern.compile("POST /logs/([^/]+)");

    /** Who somebody is, and nothing else. */
    private static final Wish IDENTITY = Wish.of("openid", "profile", "email");

    private final URI url;
    private final CodeFlow flow;
    private final LogoutTokens logoutTokens;
    private final MooringApi mooring;
    private final InstantSource clock;
    private final Visits visits;
    private final SlipwayPages pages;

    /**
     * Slipway at an address.
     *
     * @param url its own address
     * @param flow the provider, as Slipway's registered client sees it
     */
    public Slipway(
            URI url,
            URI issuer,
            CodeFlow flow,
            LogoutTokens logoutTokens,
            MooringApi mooring,
            InstantSource clock) {
        this.url = url;
        this.flow = flow;
        this.logoutTokens = logoutTokens;
        this.mooring = mooring;
        this.clock = clock;
        this.visits = new Visits(url, clock);
        this.pages = new SlipwayPages(issuer, mooring.identifier());
    }

    @Override
    public Answer apply(Call call) {
        if ((call.method() + " " + call.path()).equals("POST /session-ended")) {
            return sessionEnded(call);
        }
        boolean posted = call.method().equals("POST");
        if (posted && !call.isFrom(url)) {
            return pages.error(403, "This form was not sent by one of Slipway's own pages.");
        }
        Optional<Visit> known = visits.of(call);
        Visit visit = known.orElseGet(Visit::new);
        Answer answer = route(call, visit);
        return posted && known.isEmpty() ? visits.renew(call, visit, answer) : answer;
    }

    /** From the provider, not from a browser: the token is what makes it believed. */
    private Answer sessionEnded(Call call) {
        try {
            visits.endOf(logoutTokens.session(call.field("logout_token").orElse("")));
            return Answer.empty(200).with("Cache-Control", "no-store");
        } catch (FlowFailure refused) {
            LOG.log(Level.INFO, "a logout token was refused: {0}", refused.description());
            return Answer.json(400, Map.of("error", "invalid_request"));
        }
    }

    private Answer route(Call call, Visit visit) {
        String route = call.method() + " " + call.path();
        Matcher deploy = DEPLOY.matcher(route);
        Matcher log = SHOW_LOG.matcher(route);
        try {
            return switch (route) {
                case "GET /" -> home(visit);
                case "GET /callback" -> returned(call, visit);
                case "GET /signed-out" -> visit.person().isPresent() ? home() : pages.signedOut();
                case "GET /log" -> visit.log().map(pages::log).orElseGet(Slipway::home);
                case "GET /privacy" -> pages.privacy();
                case "GET /logo.png" -> Page.file(Slipway.class, "logo.png", "image/png");
                case "POST /sign-in" -> away(visit, IDENTITY, this::signedIn);
                case "POST /connect" -> connect(visit);
                case "POST /disconnect" -> disconnect(visit);
                case "POST /sign-out" -> signOut(call, visit);
                case String _ when deploy.matches() -> deploy(visit, deploy.group(1));
                case String _ when log.matches() -> log(visit, log.group(1));
                default -> pages.error(404, "There is no such page.");
            };
        } catch (FlowFailure failure) {
            visit.warn(failure.description());
            return home();
        }
    }

    /** Sends the browser to the provider, and remembers what to do when it is back. */
    private Answer away(Visit visit, Wish wish, Then then) {
        var started = flow.start(wish, url.resolve("/callback"));
        visit.await(started, tokens -> then.with(visit, tokens));
        return Answer.redirect(started.url());
    }

    private interface Then {
        Answer with(Visit visit, Tokens tokens);
    }

    private Answer returned(Call call, Visit visit) {
        URI answer = url.resolve(call.uri().toString());
        Optional<Visit.Pending> pending = CodeFlow.stateOf(answer).flatMap(visit::returned);
        if (pending.isEmpty()) {
            return pages.error(
                    400, "This answer does not belong to a request that this browser began.");
        }
        Tokens tokens;
        try {
            tokens = flow.finish(pending.get().started(), answer);
        } catch (FlowFailure failure) {
            visit.warn(
                    failure.isRefusal()
                            ? "You said no, so nothing was connected and Slipway got nothing."
                            : failure.description());
            return home();
        }
        Answer next = pending.get().then().apply(tokens);
        return visits.renew(call, visit, next);
    }

    private Answer signedIn(Visit visit, Tokens tokens) {
        visit.connected(null);
        visit.signedIn(new Visit.Person(tokens, flow.userInfo(tokens)));
        visit.note(
                "Symbolon sent you back with a one-time code. Slipway exchanged it for an ID token"
                        + " that says who you are; your password never came here.");
        return home();
    }

    private Answer connect(Visit visit) {
        Optional<Visit.Person> person = visit.person();
        if (person.isEmpty()) {
            visit.warn("Sign in first.");
            return home();
        }
        Wish wish =
                Wish.of("openid", "offline_access", Mooring.READ_APPS, Mooring.DEPLOY_APPS)
                        .at(mooring.identifier())
                        .by(person.get().tokens().idToken());
        return away(
                visit,
                wish,
                (back, tokens) -> {
                    if (connected(back, tokens)) {
                        back.note(
                                "You allowed it, so Slipway got an access token: "
                                        + tokens.scope()
                                        + ". It opens these alone, at Mooring; for openid, Symbolon"
                                        + " tells who you are.");
                    }
                    return home();
                });
    }

    /** Keeps the tokens, if they are for whoever is signed in here. */
    private boolean connected(Visit visit, Tokens tokens) {
        String here = visit.person().map(person -> person.tokens().subject()).orElse("");
        if (!here.equals(tokens.subject())) {
            flow.revoke(tokens);
            visit.warn("Somebody else signed in at Symbolon, so nothing was connected.");
            return false;
        }
        visit.mooring().ifPresent(this::giveBack);
        visit.connected(new Connection(flow, clock, tokens, _ -> {}));
        return true;
    }

    private Answer deploy(Visit visit, String id) {
        return atMooring(
                visit,
                token -> {
                    App app = mooring.deploy(token, id);
                    visit.note(
                            "Mooring accepted Slipway's token and put version "
                                    + app.version()
                                    + " of "
                                    + app.name()
                                    + " online.");
                    return home();
                });
    }

    private Answer log(Visit visit, String name) {
        return atMooring(
                visit,
                token -> {
                    visit.show(new Visit.Log(name, mooring.file(token, name)));
                    return Answer.redirect(URI.create("/log"));
                });
    }

    /**
     * Calls Mooring. Where it wants more than the token allows, the person is asked, and then the
     * same thing is done again: once, so that nobody goes round in circles.
     */
    private Answer atMooring(Visit visit, Function<AccessToken, Answer> request) {
        Optional<Connection> connection = visit.mooring();
        if (connection.isEmpty()) {
            visit.warn("Connect Mooring first.");
            return home();
        }
        try {
            return connection.get().use(request);
        } catch (Challenged refused) {
            Challenge challenge = refused.challenge();
            if (!challenge.canBeMet()) {
                return refusedBy(visit, refused);
            }
            return away(
                    visit,
                    challenge.wish(connection.get().tokens(), mooring.identifier()),
                    (back, tokens) -> connected(back, tokens) ? again(back, request) : home());
        } catch (FlowFailure failure) {
            return ended(visit, failure);
        }
    }

    private Answer again(Visit visit, Function<AccessToken, Answer> request) {
        try {
            return visit.mooring().orElseThrow().use(request);
        } catch (Challenged refused) {
            return refusedBy(visit, refused);
        }
    }

    private static Answer refusedBy(Visit visit, Challenged refused) {
        visit.warn("Mooring refused: " + refused.getMessage());
        return home();
    }

    /** The grant is over where the provider says so; anything else may be better next time. */
    private static Answer ended(Visit visit, FlowFailure failure) {
        if (failure.code().equals("invalid_grant")) {
            visit.connected(null);
            visit.warn(
                    "Slipway's access to Mooring has ended, so Slipway did nothing there. You can"
                            + " connect it again.");
        } else {
            visit.warn(failure.description());
        }
        return home();
    }

    private Answer disconnect(Visit visit) {
        visit.mooring().ifPresent(connection -> flow.revoke(connection.tokens()));
        visit.connected(null);
        visit.note(
                "Slipway gave its tokens back, and Symbolon revoked them. There will be no new ones,"
                        + " and the last access token ends within minutes.");
        return home();
    }

    private Answer signOut(Call call, Visit visit) {
        visit.mooring().ifPresent(this::giveBack);
        URI back = url.resolve("/signed-out");
        var idToken = visit.person().map(person -> person.tokens().idToken());
        return visits.end(call, Answer.redirect(flow.signOut(idToken.orElse(null), back)));
    }

    /** Tokens that are not needed any more should not live on; where it fails, they expire. */
    private void giveBack(Connection connection) {
        try {
            flow.revoke(connection.tokens());
        } catch (FlowFailure failure) {
            LOG.log(Level.WARNING, "could not revoke tokens", failure);
        }
    }

    private Answer home(Visit visit) {
        Optional<Connection> connection = visit.mooring();
        List<App> apps = List.of();
        if (connection.isPresent()) {
            try {
                apps = connection.get().use(mooring::apps);
            } catch (Challenged refused) {
                visit.warn("Mooring does not show your apps: " + refused.getMessage());
            } catch (FlowFailure failure) {
                ended(visit, failure);
            }
        }
        return pages.home(visit, apps, clock.instant());
    }

    private static Answer home() {
        return Answer.redirect(URI.create("/"));
    }
}
