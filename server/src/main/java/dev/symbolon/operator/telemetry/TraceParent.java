package dev.symbolon.operator.telemetry;

import dev.symbolon.base.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asks, as a span of a trace: the header {@code traceparent}.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled whether the sender keeps its own part
 */
record TraceParent(String traceId, String spanId, boolean sampled) {

    /** Trace Context §3.2: what a later version adds stands behind another hyphen. */
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final Pattern ZEROS = Pattern.compile("0+");

    /** Nothing where it is not well-formed, or came twice: then a trace begins here. */
    static Optional<TraceParent> of(Request request) {
        List<String> headers = request.headerValues("traceparent");
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(headers.getFirst().strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String version = parts.group(1);
        boolean wellFormed =
                !version.equals("ff")
                        && !(version.equals("00") && parts.group(5) != null)
                        && !ZEROS.matcher(parts.group(2)).matches()
                        && !ZEROS.matcher(parts.group(3)).matches();
        return wellFormed
                ? Optional.of(
                        new TraceParent(
                                parts.group(2),
                                parts.group(3),
                                (Integer.parseInt(parts.group(4), 16) & 1) == 1))
                : Optional.empty();
    }
}
