package dev.symbolon.base.fetch;

import dev.symbolon.base.http.Network;
import dev.symbolon.base.secret.Secret;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks addresses that apps registered: over https, on the public internet, in five seconds at most
 * from the look-up of the name to the last byte, and never where a redirect leads. Made by {@link
 * FetchSettings} for intranets and tests to be more.
 */
public final class Fetcher implements AutoCloseable {

    private static final Duration TO_CONNECT = Duration.ofSeconds(3);

    /** What nobody needs more of: a key set, a document, an image. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_AT_ONCE = 100;

    /** One slow site must not take up what all others need, under however many names. */
    private static final int MOST_AT_ONE_SITE = 25;

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final FetchSettings settings;
    private final Reach reach;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** How many requests each site is asked just now. */
    private final Map<Network, Integer> asked = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Made at the first request: a start does not wait for it. */
    private @Nullable Http1Client client;

    public Fetcher(FetchSettings settings) {
        this.settings = settings;
        this.reach = new Reach(settings.allowedNetworks());
    }

    /**
     * Asks for what is there.
     *
     * @param accept the media types that are wanted
     * @throws Unreachable where there is no whole answer
     */
    public Fetched get(URI uri, String accept) throws Unreachable {
        return ask(uri, asking -> asking.get().header(HeaderNames.ACCEPT, accept), null);
    }

    /**
     * Sends a form; of the answer only the head is read.
     *
     * @param form encoded already
     * @throws Unreachable where there is no whole answer
     */
    public Fetched post(URI uri, String form) throws Unreachable {
        return ask(
                uri,
                asking -> asking.post().contentType(MediaTypes.APPLICATION_FORM_URLENCODED),
                form.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends JSON to who knows the sender by a token (RFC 6750 §2.1); of the answer only the head is
     * read.
     *
     * @throws Unreachable where there is no whole answer
     */
    public Fetched post(URI uri, byte[] json, Secret bearer) throws Unreachable {
        return ask(
                uri,
                asking ->
                        asking.post()
                                .contentType(MediaTypes.APPLICATION_JSON)
                                .header(HeaderNames.AUTHORIZATION, "Bearer " + bearer.value()),
                json);
    }

    /** Work that goes on where nobody waits for it any more, with time of its own. */
    <T> Future<T> apart(Callable<T> work) {
        return threads.submit(work);
    }

    private Fetched ask(
            URI uri, Function<Http1Client, Http1ClientRequest> how, byte @Nullable [] body)
            throws Unreachable {
        requireAddress(uri);
        if (!places.tryAcquire()) {
            throw new Unreachable("the server asks too many addresses at once");
        }
        Future<Fetched> answer = threads.submit(() -> answer(uri, how, body));
        try {
            return Patience.await(answer);
        } catch (TimeoutException slow) {
            throw Unreachable.late();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unreachable why
                    ? why
                    : new Unreachable(reason(failed));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new Unreachable("the server ends");
        } finally {
            answer.cancel(true);
            places.release();
        }
    }

    private static void requireAddress(URI uri) throws Unreachable {
        boolean usable =
                uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        if (!usable) {
            throw new Unreachable("it is no https address");
        }
    }

    private Fetched answer(
            URI uri, Function<Http1Client, Http1ClientRequest> how, byte @Nullable [] body)
            throws Unreachable, IOException {
        int port =
                uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? HTTPS : HTTP;
        InetAddress address = reach.of(uri);
        Http1ClientRequest request =
                how.apply(client()).uri(uri).address(new InetSocketAddress(address, port));
        Network site = Network.of(address.getHostAddress());
        try {
            if (asked.merge(site, 1, Integer::sum) > MOST_AT_ONE_SITE) {
                throw new Unreachable("the server asks its site too much at once");
            }
            return answer(request, body);
        } finally {
            asked.computeIfPresent(site, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private static Fetched answer(Http1ClientRequest request, byte @Nullable [] body)
            throws Unreachable, IOException {
        try (HttpClientResponse response =
                body == null ? request.request() : request.submit(body)) {
            return new Fetched(
                    response.status().code(),
                    headers(response.headers()),
                    body == null ? whole(response) : new byte[0]);
        }
    }

    private static byte[] whole(HttpClientResponse response) throws Unreachable, IOException {
        if (!response.entity().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = response.inputStream()) {
            byte[] read = in.readNBytes(MOST_BYTES + 1);
            if (read.length > MOST_BYTES) {
                throw new Unreachable("its answer is longer than " + MOST_BYTES + " bytes");
            }
            return read;
        }
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> read = new HashMap<>();
        headers.forEach(header -> read.put(header.name().toLowerCase(Locale.ROOT), header.get()));
        return read;
    }

    /** The innermost cause says it best. */
    private static String reason(Throwable failed) {
        Throwable inner = failed;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage() == null ? inner : inner.getMessage());
    }

    private synchronized Http1Client client() {
        if (client == null) {
            client =
                    Http1Client.builder()
                            .tls(
                                    Tls.builder()
                                            .sslContext(
                                                    Trust.context(settings.trustedCertificates()))
                                            .build())
                            .proxy(Proxy.noProxy())
                            .followRedirects(false)
                            .keepAlive(false)
                            .shareConnectionCache(false)
                            .connectTimeout(TO_CONNECT)
                            .readTimeout(Patience.IN_ALL)
                            .build();
        }
        return client;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
