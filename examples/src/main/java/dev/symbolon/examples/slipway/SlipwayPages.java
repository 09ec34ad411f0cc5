package dev.symbolon.examples.slipway;

import static dev.symbolon.examples.http.Page.escape;

import dev.symbolon.examples.http.Answer;
import dev.symbolon.examples.http.Page;
import dev.symbolon.examples.oauth.MooringApi.App;
import dev.symbolon.examples.oauth.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Slipway's HTML. */
final class SlipwayPages {

    private static final String NAME = "Slipway";

    private final String issuer;
    private final String mooring;

    SlipwayPages(URI issuer, URI mooring) {
        this.issuer = escape(issuer.toString());
        this.mooring = escape(mooring.toString());
    }

    Answer home(Visit visit, List<App> apps, Instant now) {
        String note = visit.takeNote().map(n -> note(n.text(), n.bad())).orElse("");
        String body =
                visit.person()
                        .map(person ->
                                greeting(person)
                                        + visit.mooring()
                                                .map(c -> connected(c.tokens(), apps, now))
                                                .orElseGet(this::unconnected))
                        .orElseGet(this::welcome);
        return Page.of(200, NAME, "Web sites from your apps", note + body);
    }

    Answer log(Visit.Log log) {
        return Page.of(
                200,
                NAME,
                log.name(),
                note(
                                "Mooring wanted the scope mooring.files:read for this file, and"
                                        + " Slipway's token has it because you allowed it.",
                                false)
                        + "<h1>%s</h1><section class=\"card\"><pre>%s</pre></section><p><a href=\"/\">Back</a></p>"
                                .formatted(escape(log.name()), escape(log.text())));
    }

    /** Symbolon sends back those who stayed signed in there, too. */
    Answer signedOut() {
        return Page.of(
                200,
                NAME,
                "Signed out",
                note(
                                "Slipway does not know you now. If you stayed signed in at Symbolon,"
                                        + " you can come back without your password.",
                                false)
                        + "<h1>You are signed out of Slipway</h1><p><a class=\"button\" href=\"/\">Start"
                        + " again</a></p>");
    }

    Answer privacy() {
        return Page.of(
                200,
                NAME,
                "Privacy",
                """
                <h1>What Slipway keeps</h1>
                <p>Your name, your email address and its tokens for Mooring, in memory, until you
                sign out, stay away for half an hour, or eight hours have passed. Never a password.</p>
                """);
    }

    Answer error(int status, String text) {
        return Page.of(
                status,
                NAME,
                "That did not work",
                "<h1>That did not work</h1>" + note(text, true) + "<p><a href=\"/\">Back</a></p>");
    }

    private String welcome() {
        return """
        <h1>Your apps, as web sites</h1>
        <p>Slipway puts the apps that you run on Mooring online. It needs to know who you
        are, and asks %s.</p>
        <div class="actions">%s</div>
        <p class="quiet">Slipway never sees your password: you type it at Symbolon, and only
        there.</p>
        """
                .formatted(issuer, button("/sign-in", "Sign in with Symbolon", ""));
    }

    private String greeting(Visit.Person person) {
        String email = person.info().getEmailAddress();
        return """
        <h1>Hello, %s</h1>
        <section class="card"><h2>You</h2><dl>
        <dt>Your number at Symbolon</dt><dd><code>%s</code></dd>
        <dt>Email</dt><dd>%s</dd>
        <dt>From</dt><dd>%s</dd></dl>
        <div class="actions">%s</div></section>
        """
                .formatted(
                        escape(person.name()),
                        escape(person.tokens().subject()),
                        email == null ? "not told" : escape(email),
                        issuer,
                        button("/sign-out", "Sign out", "second"));
    }

    private String unconnected() {
        return """
        <section class="card"><h2>Your apps at Mooring</h2>
        <p>Slipway cannot see them. Connect Mooring, and Symbolon will ask you what Slipway
        may do there.</p>
        <div class="actions">%s</div></section>
        """
                .formatted(button("/connect", "Connect Mooring", ""));
    }

    private String connected(Tokens tokens, List<App> apps, Instant now) {
        String rows = apps.stream().map(SlipwayPages::row).collect(Collectors.joining());
        long left = Math.max(0, Duration.between(now, tokens.expiresAt()).toSeconds());
        return """
        <section class="card"><h2>Your apps at Mooring</h2><ul class="rows">%s</ul></section>
        <section class="card"><h2>What Slipway holds</h2><dl>
        <dt>For</dt><dd><a href="%s">%s</a></dd>
        <dt>Scope</dt><dd>%s</dd>
        <dt>Access token</dt><dd>expires in %d s; %s</dd></dl>
        <div class="actions">%s</div></section>
        """
                .formatted(
                        rows,
                        mooring,
                        mooring,
                        escape(tokens.scope().toString()),
                        left,
                        tokens.refresh() == null
                                ? "then you connect again"
                                : "Slipway will refresh it by itself",
                        button("/disconnect", "Disconnect", "second"));
    }

    private static String row(App app) {
        return """
        <li><span><strong>%s</strong> <span class="quiet">version %d</span></span>
        <span class="actions">%s%s</span></li>
        """
                .formatted(
                        escape(app.name()),
                        app.version(),
                        button(
                                "/apps/" + app.id() + "/deploy",
                                "Deploy<span class=\"away\"> " + escape(app.name()) + "</span>",
                                ""),
                        button(
                                "/logs/" + app.log(),
                                "Show log<span class=\"away\"> of "
                                        + escape(app.name())
                                        + "</span>",
                                "second"));
    }

    /**
     * A form with one button; the label is HTML.
     *
     * @param style "second" for what people want less often
     */
    private static String button(String action, String label, String style) {
        return "<form method=\"post\" action=\"%s\"><button class=\"%s\">%s</button></form>"
                .formatted(escape(action), style, label);
    }

    private static String note(String text, boolean bad) {
        return "<p class=\"note%s\" role=\"status\">%s</p>"
                .formatted(bad ? " bad" : "", escape(text));
    }
}
