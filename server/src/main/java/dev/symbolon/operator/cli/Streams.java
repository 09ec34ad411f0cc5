package dev.symbolon.operator.cli;

import java.io.InputStream;
import java.io.PrintStream;

/** What a command reads and writes; {@code out} is for results only, {@code err} for people. */
public record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** Says why a command failed; returns the code that the process ends with. */
    int tell(CommandFailed failed) {
        for (String line : failed.lines()) {
            err.println("symbolon: " + line);
        }
        return failed.code().number();
    }
}
