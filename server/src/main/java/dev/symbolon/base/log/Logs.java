package dev.symbolon.base.log;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sets up logging for the whole program; called once, before anything logs. */
public final class Logs {

    /** Libraries that tell more than an operator wants to know, and what they may still say. */
    private static final Map<String, Level> QUIET =
            Map.of(
                    "io.helidon", Level.SEVERE,
                    "com.zaxxer.hikari", Level.WARNING,
                    "org.flywaydb", Level.WARNING,
                    "org.postgresql", Level.WARNING,
                    "io.micrometer", Level.WARNING);

    // LogManager keeps loggers by weak references; a level must not be collected with its logger.
    private static final List<Logger> SET = new ArrayList<>();

    private Logs() {}

    /**
     * Takes the place of whatever logging there was.
     *
     * @param out standard error, but for tests: standard output is for what a command answers
     */
    public static void install(LogSettings settings, PrintStream out) {
        // Before the LogManager exists this keeps it from searching and reading files.
        System.setProperty("java.util.logging.config.class", Nothing.class.getName());
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level(settings.level()));
        root.addHandler(new Printer(out, new LogLine(settings.format())));
        QUIET.forEach((name, least) -> {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(least.intValue() > root.getLevel().intValue() ? least : null);
            SET.add(logger);
        });
    }

    /** Lets one logger, and those below it, say more than the others; after {@link #install}. */
    public static void raise(String name, System.Logger.Level least) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level(least));
        SET.add(logger);
    }

    private static Level level(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> Level.FINER;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.SEVERE;
            case OFF -> Level.OFF;
        };
    }

    /** What the LogManager runs in the place of reading its file. */
    public static final class Nothing {
        /** Called by the LogManager. */
        public Nothing() {}
    }

    /** One line, one write: lines of several threads do not mix. */
    private static final class Printer extends Handler {

        private final PrintStream out;

        Printer(PrintStream out, LogLine line) {
            this.out = out;
            setFormatter(line);
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                out.print(getFormatter().format(entry));
                out.flush();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            // The stream is not ours.
        }
    }
}
