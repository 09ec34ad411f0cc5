package dev.symbolon.examples.mooring;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Call;
import dev.symbolon.examples.http.Page;
import dev.symbolon.examples.oauth.FlowFailure;
import dev.symbolon.examples.oauth.Provider;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API. Every answer begins with the same questions: is there a valid access token, and does its
 * scope allow this? For reading, its signature is enough (RFC 9068). Deploying changes something,
 * so there are two more: does the token still hold (RFC 7662), and is the person's sign-in recent
 * enough (RFC 9470)?
 */
public final class Mooring implements Function<Call, Answer> {

    /** Lists a person's apps. */
    public static final String READ_APPS = "mooring.apps:read";

    /** Puts new versions online. */
    public static final String DEPLOY_APPS = "mooring.apps:deploy";

    /** Downloads files. */
    public static final String READ_FILES = "mooring.files:read";

    private static final String METADATA = "/.well-known/oauth-protected-resource";
    private static final Pattern DEPLOYMENTS = Pattern.compile("POST /apps/([^/]+)/deployments");
    private static final Pattern FILE = Pattern.compile("GET /files/([^/]+)");

    private final URI url;
    private final Provider provider;
    private final URI dashboard;
    private final int recentSignIn;
    private final InstantSource clock;
    private final AccessTokens tokens;
    private final Introspection introspection;
    private final Harbour harbour = new Harbour();

    /**
     * Mooring at an address.
     *
     * @param url its own address, which is its identifier too
     * @param credentials its own at the provider, for asking about tokens
     * @param dashboard the origin whose pages may call the API from a browser
     * @param recentSignIn seconds that the sign-in may be old for deploying
     */
    public Mooring(
            URI url,
            Provider provider,
            ClientAuthentication credentials,
            URI dashboard,
            int recentSignIn,
            InstantSource clock) {
        this.url = url;
        this.provider = provider;
        this.dashboard = dashboard;
        this.recentSignIn = recentSignIn;
        this.clock = clock;
        this.tokens = new AccessTokens(provider, url);
        this.introspection = new Introspection(provider, credentials);
    }

    @Override
    public Answer apply(Call call) {
        Answer answer;
        try {
            answer = route(call);
        } catch (Denied denied) {
            answer =
                    Answer.json(denied.status(), Map.of("error", denied.getMessage()))
                            .with("WWW-Authenticate", denied.challenge(url + METADATA));
        } catch (FlowFailure outage) {
            answer = Answer.json(503, Map.of("error", outage.description()));
        }
        return allowDashboard(answer).with("Cache-Control", "no-store");
    }

    private Answer route(Call call) {
        String route = call.method() + " " + call.path();
        Matcher deployments = DEPLOYMENTS.matcher(route);
        Matcher file = FILE.matcher(route);
        return switch (route) {
            case "GET /" -> welcome();
            case "GET " + METADATA -> metadata();
            case "GET /apps" -> apps(allowed(call, READ_APPS));
            case String _ when file.matches() -> file(allowed(call, READ_FILES), file.group(1));
            case String _ when deployments.matches() ->
                    deploy(recent(stillAllowed(call, DEPLOY_APPS)), deployments.group(1));
            case String _ when call.method().equals("OPTIONS") -> preflight();
            default -> Answer.json(404, Map.of("error", "There is nothing here"));
        };
    }

    private Caller allowed(Call call, String scope) {
        Caller caller = tokens.caller(call);
        if (!caller.scope().contains(scope)) {
            throw Denied.insufficientScope(scope);
        }
        return caller;
    }

    private Caller stillAllowed(Call call, String scope) {
        Caller caller = allowed(call, scope);
        if (!introspection.isActive(AccessTokens.presented(call))) {
            throw Denied.invalidToken("The access that the token was given for was ended");
        }
        return caller;
    }

    /** RFC 9470: the token is good, but what it is to do wants the person present. */
    private Caller recent(Caller caller) {
        if (!caller.signedInSince(clock.instant().minusSeconds(recentSignIn))) {
            throw Denied.oldSignIn(recentSignIn);
        }
        return caller;
    }

    private Answer apps(Caller caller) {
        return Answer.json(200, Map.of("apps", harbour.apps(caller.subject())));
    }

    private Answer deploy(Caller caller, String id) {
        return harbour.deploy(caller.subject(), id, caller.clientId(), clock.instant())
                .map(app -> Answer.json(201, app))
                .orElseGet(() -> Answer.json(404, Map.of("error", "You have no such app")));
    }

    private Answer file(Caller caller, String name) {
        return harbour.file(caller.subject(), name)
                .map(content -> Answer.text(200, content))
                .map(answer -> answer.with("Content-Disposition", "attachment"))
                .orElseGet(() -> Answer.json(404, Map.of("error", "You have no such file")));
    }

    /** RFC 9728 §2. */
    private Answer metadata() {
        return Answer.json(
                200,
                Map.of(
                        "resource", url.toString(),
                        "resource_name", "Mooring",
                        "authorization_servers", List.of(provider.issuer().toString()),
                        "scopes_supported", List.of(READ_APPS, DEPLOY_APPS, READ_FILES),
                        "bearer_methods_supported", List.of("header")));
    }

    private static Answer preflight() {
        return Answer.empty(204)
                .with("Access-Control-Allow-Methods", "GET, POST")
                .with("Access-Control-Allow-Headers", "Authorization")
                .with("Access-Control-Max-Age", "600");
    }

    /** No cookies are in play, so the origin alone is enough; the token is the permission. */
    private Answer allowDashboard(Answer answer) {
        return answer.with("Access-Control-Allow-Origin", dashboard.toString())
                .with("Access-Control-Expose-Headers", "WWW-Authenticate")
                .with("Vary", "Origin");
    }

    private Answer welcome() {
        return Page.of(
                200,
                "Mooring",
                "A platform that runs apps",
                """
                <h1>Mooring runs your apps</h1>
                <p class="note">This is an API. It has no sign-in of its own: it accepts access
                tokens that <a href="%1$s">%1$s</a> gave to an app because you allowed it.</p>
                <section class="card"><h2>What it offers</h2><dl>
                <dt><code>GET /apps</code></dt><dd>your apps, with the scope <code>%2$s</code></dd>
                <dt><code>POST /apps/{id}/deployments</code></dt><dd>a new version goes online, with
                <code>%3$s</code>, a recent sign-in, and a token that still holds: Mooring asks</dd>
                <dt><code>GET /files/{name}</code></dt><dd>a download, with <code>%4$s</code></dd>
                <dt><a href="%5$s"><code>%5$s</code></a></dt>
                <dd>tells apps all of this (RFC 9728)</dd>
                </dl></section>
                """
                        .formatted(
                                Page.escape(provider.issuer().toString()),
                                READ_APPS,
                                DEPLOY_APPS,
                                READ_FILES,
                                METADATA));
    }
}
