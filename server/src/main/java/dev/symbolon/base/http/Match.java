package dev.symbolon.base.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Routes} knows of a method and a path. */
public sealed interface Match<E> {

    /**
     * An endpoint answers there.
     *
     * @param route the path as it was mounted, {@code /rules/{id}}: few values, fit for metrics
     * @param segment what stands in the place of the braces, raw; absent on exact paths
     */
    record Found<E>(E endpoint, String route, @Nullable String segment) implements Match<E> {

        /**
         * The segment, decoded; empty on exact paths.
         *
         * @throws HttpError 400 where its escapes are broken
         */
        public String variable() {
            return segment == null
                    ? ""
                    : PercentEncoding.decodeSegment(segment, 0, segment.length());
        }
    }

    /**
     * The path exists, but not for this method.
     *
     * @param allowed for the Allow header (RFC 9110 §10.2.1)
     */
    record WrongMethod<E>(String route, List<String> allowed) implements Match<E> {

        /** 405; or 204 where the question was OPTIONS. */
        public Response response(String method) {
            Response answer =
                    method.equals("OPTIONS")
                            ? Response.empty(204)
                            : Response.text(405, "This address does not take " + shown(method));
            return answer.with("Allow", String.join(", ", allowed));
        }

        private static String shown(String method) {
            return Routes.METHODS.contains(method) ? method + ".\n" : "this method.\n";
        }
    }

    /** Nothing is mounted there. */
    record NotFound<E>() implements Match<E> {

        public Response response() {
            return Response.text(404, "There is nothing at this address.\n");
        }
    }
}
