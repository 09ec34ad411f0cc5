package dev.symbolon.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser of this machine; where it has none, the one that Playwright brings. */
final class Chromium {

    private static final String VARIABLE = "SYMBOLON_CHROMIUM";

    private static final List<String> NAMES =
            List.of(
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chrome",
                    "chrome.exe");

    private static final List<Path> MACOS =
            List.of(
                    Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                    Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--no-first-run");

    private Chromium() {}

    /** Where this machine has no browser, Playwright fetches its own here. */
    static Playwright playwright() {
        Map<String, String> environment = new HashMap<>();
        if (ofThisMachine().isPresent()) {
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        }
        return Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    }

    static Browser launch(Playwright playwright) {
        var options = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
        ofThisMachine().ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    private static Optional<Path> ofThisMachine() {
        String named = System.getenv().getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            if (Files.isExecutable(Path.of(named))) {
                return Optional.of(Path.of(named));
            }
            throw new IllegalStateException(VARIABLE + " names no program: " + named);
        }
        Stream<Path> onPath =
                NAMES.stream()
                        .flatMap(name ->
                                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                        .map(directory -> Path.of(directory, name)));
        return Stream.concat(onPath, MACOS.stream()).filter(Files::isExecutable).findFirst();
    }
}
