package dev.symbolon.operator.cli;

import dev.symbolon.base.http.HttpServer;
import dev.symbolon.base.secret.MasterKey;
import dev.symbolon.base.secret.Sealer;
import dev.symbolon.base.sql.DatabaseException;
import dev.symbolon.core.client.MetadataRule;
import dev.symbolon.core.oauth.Refusal;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a command: caught once, printed, and turned into the exit code. */
public final class CommandFailed extends RuntimeException {

    private static final System.Logger LOG = System.getLogger(CommandFailed.class.getName());

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

    /** What was thrown, in one line; where nobody foresaw it, the log has the rest. */
    static CommandFailed of(Exception thrown) {
        return switch (thrown) {
            case CommandFailed known -> known;
            case Refusal refusal ->
                    new CommandFailed(
                            refusal.rule() == MetadataRule.CLIENT_ID_FREE
                                    ? ExitCode.CONFLICT
                                    : ExitCode.INVALID,
                            refusal.description());
            case HttpServer.CannotListen taken ->
                    new CommandFailed(ExitCode.CONFLICT, String.valueOf(taken.getMessage()));
            case DatabaseException outage -> failed(outage);
            case UncheckedIOException unusable -> failed(unusable);
            case MasterKey.Unusable unusable -> failed(unusable);
            case Sealer.Broken broken -> failed(broken);
            default -> {
                LOG.log(Level.ERROR, "the command failed", thrown);
                yield new CommandFailed(ExitCode.FAILED, "unexpected: " + thrown);
            }
        };
    }

    private static CommandFailed failed(Exception problem) {
        String message = String.valueOf(problem.getMessage());
        String reason = reason(problem.getCause());
        return new CommandFailed(
                ExitCode.FAILED, message.contains(reason) ? message : message + ": " + reason);
    }

    /** Where a file is the trouble, its name is all that the message has. */
    private static String reason(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> "";
            case AccessDeniedException denied -> "may not use " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            default -> String.valueOf(cause.getMessage());
        };
    }

    public ExitCode code() {
        return code;
    }

    /** For people; each a sentence of its own. */
    public List<String> lines() {
        return lines;
    }
}
