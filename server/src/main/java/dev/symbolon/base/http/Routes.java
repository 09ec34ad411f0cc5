package dev.symbolon.base.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint answers at a method and a path. A path is exact, or ends in one variable segment
 * as {@code /rules/{id}} does; an exact path wins. HEAD is answered by what answers GET, but where
 * GET changes something. Immutable.
 */
public final class Routes<E> {

    /** Those that this server knows; in this order they stand in an Allow header. */
    static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Set<String> MOUNTABLE =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<String, Place<E>> exact;

    // Keyed by what stands before the variable, its slash included.
    private final Map<String, Place<E>> prefixes;

    private record Place<E>(String route, Map<String, E> endpoints, List<String> allowed) {

        Match<E> match(String method, @Nullable String segment) {
            E endpoint = endpoints.get(method);
            return endpoint == null
                    ? new Match.WrongMethod<>(route, allowed)
                    : new Match.Found<>(endpoint, route, segment);
        }
    }

    private Routes(Map<String, Place<E>> exact, Map<String, Place<E>> prefixes) {
        this.exact = exact;
        this.prefixes = prefixes;
    }

    public static <E> Builder<E> builder() {
        return new Builder<>();
    }

    /**
     * Who answers.
     *
     * @param path raw, as {@link Request#path}
     */
    public Match<E> find(String method, String path) {
        Place<E> place = exact.get(path);
        if (place != null) {
            return place.match(method, null);
        }
        int slash = path.lastIndexOf('/') + 1;
        if (slash > 0 && slash < path.length()) {
            Place<E> prefix = prefixes.get(path.substring(0, slash));
            if (prefix != null) {
                return prefix.match(method, path.substring(slash));
            }
        }
        return new Match.NotFound<>();
    }

    /** Collects routes; what is mounted twice, or cannot be, fails at once. */
    public static final class Builder<E> {

        private final Map<String, Map<String, E>> mounted = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Mounts an endpoint.
         *
         * @param path begins with a slash; its last segment may be a variable in braces
         */
        public Builder<E> add(String method, String path, E endpoint) {
            if (!MOUNTABLE.contains(method)) {
                throw new IllegalArgumentException("cannot mount " + method);
            }
            return mount(method, path, endpoint);
        }

        /** For GET and HEAD: what answers must change nothing (RFC 9110 §9.2.1). */
        public Builder<E> get(String path, E endpoint) {
            return mount("GET", path, endpoint).mount("HEAD", path, endpoint);
        }

        /**
         * For GET alone, where a protocol has it change something all the same: a code is made, a
         * session ends.
         */
        public Builder<E> getOnly(String path, E endpoint) {
            return mount("GET", path, endpoint);
        }

        public Builder<E> post(String path, E endpoint) {
            return mount("POST", path, endpoint);
        }

        private Builder<E> mount(String method, String path, E endpoint) {
            int brace = path.indexOf('{');
            boolean wellFormed =
                    path.startsWith("/")
                            && (brace < 0
                                    || (path.charAt(brace - 1) == '/'
                                            && path.indexOf('}') == path.length() - 1));
            if (!wellFormed) {
                throw new IllegalArgumentException("cannot mount at " + path);
            }
            if (mounted.computeIfAbsent(path, _ -> new HashMap<>()).put(method, endpoint) != null) {
                throw new IllegalArgumentException(method + " " + path + " is taken");
            }
            return this;
        }

        public Routes<E> build() {
            Map<String, Place<E>> exact = new HashMap<>();
            Map<String, Place<E>> prefixes = new HashMap<>();
            mounted.forEach((path, endpoints) -> {
                Place<E> place = new Place<>(path, Map.copyOf(endpoints), allowed(endpoints));
                int brace = path.indexOf('{');
                Place<E> other =
                        brace < 0
                                ? exact.put(path, place)
                                : prefixes.put(path.substring(0, brace), place);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "%s and %s cannot both be mounted".formatted(path, other.route()));
                }
            });
            return new Routes<>(Map.copyOf(exact), Map.copyOf(prefixes));
        }

        private static <E> List<String> allowed(Map<String, E> endpoints) {
            List<String> allowed = new ArrayList<>();
            for (String method : METHODS) {
                if (method.equals("OPTIONS") || endpoints.containsKey(method)) {
                    allowed.add(method);
                }
            }
            return List.copyOf(allowed);
        }
    }
}
