package dev.symbolon.examples.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Opens the person's own browser, never one inside the program (RFC 8252 §8.12), and prints the
 * address as well, for where there is none to open.
 */
record Browser(PrintStream out) implements Consumer<URI> {

    @Override
    public void accept(URI address) {
        out.println("Open this address to sign in:");
        out.println("  " + address);
        try {
            new ProcessBuilder(command(address))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            out.println("(No browser could be opened; copy the address.)");
        }
    }

    private static List<String> command(URI address) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return List.of("open", address.toString());
        }
        return system.contains("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address.toString())
                : List.of("xdg-open", address.toString());
    }
}
