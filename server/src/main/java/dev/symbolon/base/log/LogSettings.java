package dev.symbolon.base.log;

import dev.symbolon.base.config.Setting;
import java.lang.System.Logger.Level;

/** How much is logged, and in which form. */
public record LogSettings(
        @Setting("Form of a log line: plain for people, json for machines.") Format format,
        @Setting("Least level that is logged: debug, info, warning or error.") Level level) {

    /** The form of a line. */
    public enum Format {
        PLAIN,
        /** One JSON object a line: time, level, logger, message, flow, error. */
        JSON
    }

    public static LogSettings defaults() {
        return new LogSettings(Format.PLAIN, Level.INFO);
    }
}
