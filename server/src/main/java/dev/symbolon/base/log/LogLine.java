package dev.symbolon.base.log;

import dev.symbolon.base.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as one line, or for people as one line and an indented trace. Whatever the input, it
 * cannot begin a line: control characters are written out, and a trace's lines begin with a tab.
 */
final class LogLine extends Formatter {

    private static final int MOST_FRAMES = 60;
    private static final int MOST_CAUSES = 8;
    private static final int MOST_CHARS = 16_000;

    private final LogSettings.Format form;

    LogLine(LogSettings.Format form) {
        this.form = form;
    }

    @Override
    public String format(LogRecord entry) {
        return switch (form) {
            case JSON -> json(entry);
            case PLAIN -> plain(entry);
        };
    }

    private String json(LogRecord entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", time(entry).toString());
        line.put("level", level(entry.getLevel()));
        line.put("logger", String.valueOf(entry.getLoggerName()));
        line.put("message", message(entry));
        String flow = LogContext.flow();
        if (flow != null) {
            line.put("flow", flow);
        }
        if (entry.getThrown() != null) {
            line.put("error", trace(entry.getThrown()));
        }
        return Json.text(line) + "\n";
    }

    private String plain(LogRecord entry) {
        StringBuilder line = new StringBuilder(160);
        line.append(time(entry)).append(' ').append(level(entry.getLevel())).append(' ');
        line.append(shortName(entry.getLoggerName()));
        String flow = LogContext.flow();
        if (flow != null) {
            line.append(" [").append(escaped(flow)).append(']');
        }
        line.append(": ").append(escaped(message(entry))).append('\n');
        if (entry.getThrown() != null) {
            line.append(trace(entry.getThrown()));
        }
        return line.toString();
    }

    private static Instant time(LogRecord entry) {
        return entry.getInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String message(LogRecord entry) {
        return Redaction.of(cut(formatMessage(entry)));
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String shortName(@Nullable String logger) {
        return logger == null ? "-" : escaped(logger.substring(logger.lastIndexOf('.') + 1));
    }

    /** Each throwable on a line of its own, its frames below, everything indented. */
    private static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            trace.append(depth == 0 ? "\t" : "\tcaused by ").append(cause.getClass().getName());
            if (cause.getMessage() != null) {
                trace.append(": ").append(escaped(Redaction.of(cut(cause.getMessage()))));
            }
            trace.append('\n');
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
                trace.append("\t\tat ").append(frames[i]).append('\n');
            }
            cause = cause.getCause();
        }
        return trace.toString();
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
    }

    /** Control and formatting characters, line and paragraph separators: written out. */
    static String escaped(String text) {
        int i = 0;
        while (i < text.length() && isHarmless(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                safe.append(c);
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\r') {
                safe.append("\\r");
            } else {
                safe.append("\\u%04x".formatted((int) c));
            }
        }
        return safe.toString();
    }

    private static boolean isHarmless(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
