package dev.symbolon.operator.cli;

/** What a script learns from a command. */
public enum ExitCode {
    /** It is done. */
    DONE(0),
    /** It could not be done; the message says why. */
    FAILED(1),
    /** The command itself is wrong. */
    USAGE(2),
    /** The settings are wrong; each problem is a line. */
    SETTINGS(3),
    /** What the command names does not exist. */
    NOT_FOUND(4),
    /** What the command would make exists, or is taken (a name, a port). */
    CONFLICT(5),
    /** What the command was given is wrong: metadata, a password, a file. */
    INVALID(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
