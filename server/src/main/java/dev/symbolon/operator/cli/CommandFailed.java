package dev.symbolon.operator.cli;

import java.util.List;

/** Ends a command: caught once, printed, and turned into the exit code. */
public final class CommandFailed extends RuntimeException {

    private final ExitCode code;
    private final List<String> lines;

    public CommandFailed(ExitCode code, String line) {
        this(code, List.of(line));
    }

    public CommandFailed(ExitCode code, List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.code = code;
        this.lines = List.copyOf(lines);
    }

    public ExitCode code() {
        return code;
    }

    /** For people; each a sentence of its own. */
    public List<String> lines() {
        return lines;
    }
}
