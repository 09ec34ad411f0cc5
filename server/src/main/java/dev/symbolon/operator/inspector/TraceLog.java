package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.log.LogContext;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;

/**
 * Writes traces to the log, where the reference of an error page finds them: those of refused
 * requests always, the others where the level DEBUG is on.
 */
public final class TraceLog {

    /** The logger, for those who want to hear more or less of it than of the others. */
    public static final String NAME = "dev.symbolon.trace";

    private static final System.Logger LOG = System.getLogger(NAME);

    /** Writes what the exchange came to. */
    public void answered(Exchange exchange, String route, Response response) {
        Trace trace = exchange.trace();
        boolean refused = trace.isRefused();
        Level level = refused ? Level.INFO : Level.DEBUG;
        if (!LOG.isLoggable(level)) {
            return;
        }
        LogContext.flow(trace.flow().value());
        String facts =
                trace.facts().stream()
                        .map(fact -> " " + fact.getKey() + "=" + fact.getValue())
                        .collect(Collectors.joining());
        String checks =
                trace.checks().stream()
                        .filter(check -> !refused || !check.holds())
                        .map(TraceLog::line)
                        .collect(Collectors.joining("; "));
        LOG.log(
                level,
                "%s %s answered %d%s: %s"
                        .formatted(
                                exchange.request().method(),
                                route,
                                response.status(),
                                facts,
                                checks));
    }

    private static String line(Trace.Check check) {
        StringBuilder line =
                new StringBuilder(check.holds() ? "holds " : "fails ")
                        .append(check.rule().id())
                        .append(" (")
                        .append(check.rule().card().source())
                        .append(')');
        if (!check.holds() && check.expected() != null) {
            line.append(", expected ").append(check.expected());
        }
        if (!check.holds() && check.received() != null) {
            line.append(", received ").append(check.received());
        }
        return line.toString();
    }
}
