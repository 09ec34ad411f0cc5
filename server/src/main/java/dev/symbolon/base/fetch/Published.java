package dev.symbolon.base.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.base.metrics.Spent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What others publish at addresses that they registered. Each is asked for when it is first needed,
 * and kept for as long as its answer says, within bounds. Where an address fails, what it said
 * before serves for a while: an app does not stop because its site is away for an hour.
 *
 * @param <T> what it is read as
 */
public final class Published<T> {

    /** No address is asked more often, whoever wishes so. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** How old what serves in place of a failed answer may be. */
    private static final Duration OLDEST = Duration.ofDays(2);

    private static final int MOST_KEPT = 5_000;

    private final Fetcher fetcher;
    private final String accept;
    private final Reader<T> reader;
    private final Duration afterFailure;
    private final InstantSource clock;
    private final Cache<URI, Place> places;

    /**
     * @param accept the media types that are wanted
     * @param afterFailure for how long an address that has never been read is left alone
     */
    public Published(
            Fetcher fetcher,
            String accept,
            Reader<T> reader,
            Duration afterFailure,
            InstantSource clock) {
        this(fetcher, accept, reader, afterFailure, MOST_KEPT, clock);
    }

    /**
     * @param most how many addresses are kept at once, where what stands there is large
     */
    public Published(
            Fetcher fetcher,
            String accept,
            Reader<T> reader,
            Duration afterFailure,
            int most,
            InstantSource clock) {
        this.places = Caffeine.newBuilder().maximumSize(most).expireAfterAccess(LONGEST).build();
        this.fetcher = fetcher;
        this.accept = accept;
        this.reader = reader;
        this.afterFailure = afterFailure;
        this.clock = clock;
    }

    /** Reads what stands at an address. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Makes something of an answer of status 200.
         *
         * @throws Unreachable where it is something else; the message says what, for developers
         */
        T read(URI address, Fetched fetched) throws Unreachable;
    }

    /**
     * What is known of an address.
     *
     * @param content absent where it has not been read for two days
     * @param readAt when it was
     * @param problem absent where the last attempt went well
     * @param askedAt when that was
     * @param until when the address is asked again
     */
    public record Copy<T>(
            @Nullable T content,
            Instant readAt,
            @Nullable String problem,
            Instant askedAt,
            Instant until) {

        public Optional<T> read() {
            return Optional.ofNullable(content);
        }
    }

    /**
     * What stands there, asked for now where it is not known or too old; for as long as the request
     * has {@link Patience}. What comes later is there for the next.
     */
    public Copy<T> at(URI address) {
        return places.get(address, Place::new).current();
    }

    /** The same as far as it is known without asking. */
    public Optional<Copy<T>> known(URI address) {
        return Optional.ofNullable(places.getIfPresent(address)).map(place -> place.copy);
    }

    /**
     * The same where a copy that was just used does not seem to be the last word: asked for again,
     * unless the address was asked within a minute.
     */
    public Copy<T> after(Copy<T> copy, URI address) {
        return places.get(address, Place::new).after(copy);
    }

    /** One address. Who comes while it is asked waits for that answer. */
    private final class Place {
        private final URI address;
        private @Nullable Future<Copy<T>> underWay;
        private volatile Copy<T> copy =
                new Copy<>(null, Instant.EPOCH, null, Instant.EPOCH, Instant.EPOCH);

        Place(URI address) {
            this.address = address;
        }

        Copy<T> current() {
            Copy<T> known = copy;
            return isFresh(known) ? known : ask(known);
        }

        Copy<T> after(Copy<T> used) {
            boolean mayBeAsked = !clock.instant().isBefore(used.askedAt().plus(PAUSE));
            return mayBeAsked ? ask(used) : current();
        }

        private boolean isFresh(Copy<T> known) {
            return clock.instant().isBefore(known.until());
        }

        /**
         * @param known what the caller has seen
         */
        private Copy<T> ask(Copy<T> known) {
            return Spent.on(Spent.Part.UPSTREAM, () -> awaited(known, asked(known)));
        }

        private Copy<T> awaited(Copy<T> known, Future<Copy<T>> answer) {
            try {
                return Patience.await(answer);
            } catch (TimeoutException slow) {
                return failed(known, Unreachable.late());
            } catch (ExecutionException broken) {
                throw new IllegalStateException("cannot read " + address, broken.getCause());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return failed(known, new Unreachable("the server ends"));
            }
        }

        /** Somebody else's answer where it is newer than what is known, or will be. */
        private synchronized Future<Copy<T>> asked(Copy<T> known) {
            Copy<T> present = copy;
            // Also a failure that nobody keeps: else each of them would wait for one of their own.
            if (present.askedAt().isAfter(known.askedAt())) {
                return CompletableFuture.completedFuture(present);
            }
            if (underWay == null) {
                underWay = fetcher.apart(() -> renewed(present));
            }
            return underWay;
        }

        private Copy<T> renewed(Copy<T> before) {
            try {
                Copy<T> fetched = fetched(before);
                copy = fetched;
                return fetched;
            } finally {
                synchronized (this) {
                    underWay = null;
                }
            }
        }

        private Copy<T> fetched(Copy<T> before) {
            Instant now = clock.instant();
            try {
                Fetched fetched = fetcher.get(address, accept);
                if (fetched.status() != 200) {
                    throw new Unreachable("it answered " + fetched.status());
                }
                T content = reader.read(address, fetched);
                return new Copy<>(content, now, null, now, now.plus(lifetime(fetched)));
            } catch (Unreachable why) {
                return failed(before, why);
            }
        }

        private Copy<T> failed(Copy<T> before, Unreachable why) {
            Instant now = clock.instant();
            boolean serves = now.isBefore(before.readAt().plus(OLDEST));
            return new Copy<>(
                    serves ? before.content() : null,
                    serves ? before.readAt() : Instant.EPOCH,
                    why.getMessage(),
                    now,
                    now.plus(serves ? PAUSE : afterFailure));
        }
    }

    /** RFC 9111 §5.2.2, as far as it serves: a minute at least, a day at most. */
    private static Duration lifetime(Fetched fetched) {
        Duration said = fetched.maxAge().orElse(USUAL);
        return said.compareTo(PAUSE) < 0 ? PAUSE : said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
