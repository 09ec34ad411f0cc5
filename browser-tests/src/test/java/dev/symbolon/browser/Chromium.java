package dev.symbolon.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The browser of this machine. Nothing is ever downloaded, and its absence is a failure. */
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

    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(program(playwright))
                                .setArgs(ARGUMENTS));
    }

    private static Path program(Playwright playwright) {
        String named = System.getenv().getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            if (Files.isExecutable(Path.of(named))) {
                return Path.of(named);
            }
            throw new IllegalStateException(VARIABLE + " names no program: " + named);
        }
        Stream<Path> onPath =
                NAMES.stream()
                        .flatMap(name ->
                                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                        .map(directory -> Path.of(directory, name)));
        Stream<Path> elsewhere =
                Stream.concat(
                        MACOS.stream(), Stream.of(Path.of(playwright.chromium().executablePath())));
        return Stream.concat(onPath, elsewhere)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "The browser tests need a Chromium and found none: install one"
                                        + " (Debian: apt-get install chromium), or name one in "
                                        + VARIABLE));
    }
}
