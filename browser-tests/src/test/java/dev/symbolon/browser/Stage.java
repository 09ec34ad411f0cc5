package dev.symbolon.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One demo and one browser for all tests; every visitor has cookies of their own. */
final class Stage implements AutoCloseable {

    private final RunningDemo demo;
    private final Playwright playwright;
    private final Browser browser;
    private final Path screenshots;

    private Stage(Path module) throws IOException {
        screenshots = module.resolve("target/screenshots");
        playwright = Chromium.playwright();
        try {
            browser = Chromium.launch(playwright);
            demo = RunningDemo.start(module, "demo", Map.of());
        } catch (IOException | RuntimeException failure) {
            playwright.close();
            throw failure;
        }
    }

    /** Hands the stage to tests that ask for it. */
    static final class Builder implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            // Held by the root, so that it is closed when the last test has ended.
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .computeIfAbsent(Stage.class, _ -> built());
        }

        private static Stage built() {
            try {
                return new Stage(Path.of("").toAbsolutePath());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    RunningDemo demo() {
        return demo;
    }

    Visitor visitor(Look look) {
        return visitor(look, "en-GB");
    }

    Visitor visitor(Look look, String locale) {
        return visitor(look, locale, demo);
    }

    private Visitor visitor(Look look, String locale, RunningDemo visited) {
        Browser.NewContextOptions options =
                new Browser.NewContextOptions()
                        .setColorScheme(look.scheme())
                        .setViewportSize(look.width(), look.height())
                        .setLocale(locale);
        return new Visitor(browser.newContext(options), visited, screenshots.resolve(look.name()));
    }

    /** Somebody at another demo than that of all tests. */
    Visitor visitor(Look look, RunningDemo other) {
        return visitor(look, "en-GB", other);
    }

    /** Somebody whose browser runs no scripts. */
    BrowserContext scriptless() {
        return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    /** Where a page without a visitor is to be photographed. */
    Page.ScreenshotOptions picture(String name) {
        return new Page.ScreenshotOptions().setPath(screenshots.resolve(name + ".png"));
    }

    /** Where a part of a page is to be photographed. */
    Locator.ScreenshotOptions shot(Look look, String name) {
        return new Locator.ScreenshotOptions()
                .setPath(screenshots.resolve(look.name()).resolve(name + ".png"));
    }

    /** Disconnects every app of this person, so that each asks again. */
    void forgetApps(String name) {
        try (Visitor before = visitor(Look.LIGHT_DESK)) {
            before.forgetApps(name);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        demo.close();
    }
}
