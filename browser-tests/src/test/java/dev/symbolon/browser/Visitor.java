package dev.symbolon.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A person at a browser, who minds what is on the page, and what the page says on the console. */
final class Visitor implements AutoCloseable {

    private static final List<String> STANDARDS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private final BrowserContext context;
    private final RunningDemo demo;
    private final Path screenshots;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Set<Integer> expected = new HashSet<>();

    Visitor(BrowserContext context, RunningDemo demo, Path screenshots) {
        this.context = context;
        this.demo = demo;
        this.screenshots = screenshots;
        context.setDefaultTimeout(15_000);
        page = context.newPage();
        page.onConsoleMessage(this::heard);
        page.onPageError(error -> complaints.add("script failed: " + error));
        page.onRequestFailed(
                request -> complaints.add("not loaded: " + request.url() + request.failure()));
    }

    /** Chromium reports what a policy blocked, and answers of 400 and above, as errors. */
    private void heard(ConsoleMessage message) {
        boolean bad = message.type().equals("error") || message.type().equals("warning");
        boolean known =
                expected.stream()
                        .anyMatch(status -> message.text().contains("a status of " + status));
        if (bad && !known) {
            complaints.add(message.type() + " on " + page.url() + ": " + message.text());
        }
    }

    /** From here on, answers with this status are meant. */
    Visitor expecting(int status) {
        expected.add(status);
        return this;
    }

    Page page() {
        return page;
    }

    Visitor open(URI address) {
        page.navigate(address.toString());
        return this;
    }

    Visitor open(String path) {
        return open(demo.symbolon().resolve(path));
    }

    Visitor press(String button) {
        button(button).click();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Visitor follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
        return this;
    }

    /** Fills a field in, by its label. */
    Visitor enter(String label, String text) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(text);
        return this;
    }

    Visitor types(String login, String password) {
        page.locator("input[name=login]").fill(login);
        page.locator("input[name=password]").fill(password);
        page.keyboard().press("Enter");
        return this;
    }

    /** On the sign-in page, with the password that the demo told. */
    Visitor signIn(String name) {
        return types(name, demo.passwordOf(name));
    }

    /** Whether Slipway does not know who this is. */
    boolean isStranger() {
        return page.locator("button:has-text('Sign in with Symbolon')").count() > 0;
    }

    /** Waits for a page with this heading. */
    Visitor at(String heading) {
        assertThat(page.locator("h1:visible")).hasText(heading);
        return this;
    }

    Visitor sees(String text) {
        assertThat(page.locator("body")).containsText(text);
        return this;
    }

    Visitor seesNothingOf(String text) {
        assertThat(page.locator("body")).not().containsText(text);
        return this;
    }

    /** Takes a picture of the whole page, and has it checked. */
    Visitor examine(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(screenshots.resolve(name + ".png")));
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("how far %s scrolls sideways", name)
                .isEqualTo(0);
        List<Rule> violations = axe().analyze().getViolations();
        assertThat(violations.stream().map(violation -> described(name, violation))).isEmpty();
        return content();
    }

    /** Describes what is wrong, and not also each part that is right, which are thousands. */
    private AxeBuilder axe() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        // Our pages have no frames, for which a page more would be opened.
        return new AxeBuilder(page).setLegacyMode(true).options(options).withTags(STANDARDS);
    }

    private static String described(String name, Rule violation) {
        StringBuilder text = new StringBuilder();
        text.append(name).append(": ").append(violation.getId()).append(": ");
        text.append(violation.getHelp());
        violation
                .getNodes()
                .forEach(node ->
                        text.append("\n  ")
                                .append(node.getTarget())
                                .append(' ')
                                .append(node.getFailureSummary()));
        return text.toString();
    }

    /** Nothing was blocked, missing or broken so far. */
    Visitor content() {
        assertThat(complaints).as("what the browser complained about").isEmpty();
        return this;
    }

    /** Signs in to the account page where needed, and disconnects every app there. */
    Visitor forgetApps(String name) {
        open("/account");
        signIn(name).at("Your account");
        Locator disconnect = page.locator("button[value=disconnect]");
        while (disconnect.count() > 0) {
            disconnect.first().click();
            sees("The app is disconnected.");
        }
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
