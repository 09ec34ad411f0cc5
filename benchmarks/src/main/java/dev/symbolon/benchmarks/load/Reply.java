package dev.symbolon.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An HTTP answer; what the load does not look at stays unparsed.
 *
 * @param headers "name: value", as they came
 */
record Reply(int status, boolean http10, List<String> headers, byte[] body) {

    static Reply of(List<String> head) throws IOException {
        if (head.isEmpty() || !head.getFirst().startsWith("HTTP/1.")) {
            throw new IOException("not an HTTP/1 answer");
        }
        String first = head.getFirst();
        int status = Integer.parseInt(first, 9, 12, 10);
        return new Reply(
                status, first.startsWith("HTTP/1.0"), head.subList(1, head.size()), new byte[0]);
    }

    Reply with(byte[] content) {
        return new Reply(status, http10, headers, content);
    }

    Optional<String> header(String name) {
        return values(name).findFirst();
    }

    /** The cookies that it sets, each as "name=value; attributes". */
    List<String> cookies() {
        List<String> cookies = new ArrayList<>(2);
        values("set-cookie").forEach(cookies::add);
        return cookies;
    }

    /** Where it sends the browser; nothing unless it is a redirect. */
    Optional<String> location() {
        return status >= 300 && status < 400 ? header("location") : Optional.empty();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean isChunked() {
        return header("transfer-encoding").filter(v -> v.equalsIgnoreCase("chunked")).isPresent();
    }

    /** −1 where it does not say. */
    int length() {
        return header("content-length").map(Integer::parseInt).orElse(-1);
    }

    boolean closes() {
        String connection = header("connection").orElse(http10 ? "close" : "keep-alive");
        return connection.equalsIgnoreCase("close");
    }

    private Stream<String> values(String name) {
        return headers.stream()
                .filter(line ->
                        line.length() > name.length()
                                && line.charAt(name.length()) == ':'
                                && line.regionMatches(true, 0, name, 0, name.length()))
                .map(line -> line.substring(name.length() + 1).strip());
    }
}
