package dev.symbolon.base.jose;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A JWT whose signature has been checked (RFC 7519). Only that: who it is for, whether it has
 * expired and what type it is are the caller's questions (RFC 8725 §3.8 to §3.11).
 */
public record Jws(Map<String, Object> header, Map<String, Object> claims) {

    /** 9999-12-31T23:59:59Z. */
    private static final long LAST_SECOND = 253_402_300_799L;

    public Jws {
        header = Collections.unmodifiableMap(header);
        claims = Collections.unmodifiableMap(claims);
    }

    /** RFC 7515 §4.1.9, as sent; nothing where it is absent or no text. */
    public Optional<String> typ() {
        return header.get("typ") instanceof String typ ? Optional.of(typ) : Optional.empty();
    }

    /**
     * Whether the type is one of these, or absent (RFC 7515 §4.1.9: in any case, with {@code
     * application/} before it or not).
     *
     * @param types in lower case
     */
    public boolean isUntypedOr(Set<String> types) {
        return !header.containsKey("typ")
                || CompactJws.typ(header)
                        .filter(text -> text.isEmpty() || types.contains(text))
                        .isPresent();
    }

    /** Whether a time is as it must be, or absent; what is no time is not. */
    public boolean isAbsentOr(String claim, Predicate<Instant> condition) {
        return !claims.containsKey(claim) || time(claim).filter(condition).isPresent();
    }

    /** Whether it names no audience, or this one among others (RFC 7519 §4.1.3). */
    public boolean isForAnyOr(String audience) {
        return !claims.containsKey("aud") || audience().contains(audience);
    }

    /**
     * Whether it holds already and still (RFC 7519 §4.1.4, §4.1.5), as far as it says.
     *
     * @param skew by how much clocks may differ
     */
    public boolean isTimely(Instant now, Duration skew) {
        return isAbsentOr("exp", time -> now.isBefore(time.plus(skew)))
                && isAbsentOr("nbf", time -> !time.isAfter(now.plus(skew)));
    }

    /** From when to when it says that it holds, for people. */
    public String times() {
        return "nbf " + claims.get("nbf") + ", exp " + claims.get("exp");
    }

    /** A claim that is a text; nothing where it is absent or something else. */
    public Optional<String> text(String claim) {
        return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A NumericDate (RFC 7519 §2), with its fraction if it has one; nothing where it is absent, no
     * number or beyond the years of four digits. Whoever signed it chose it: what is given can be
     * written, stored and reckoned with.
     */
    public Optional<Instant> time(String claim) {
        return switch (claims.get(claim)) {
            case Integer whole -> Optional.of(Instant.ofEpochSecond(whole));
            case Long whole when whole >= -LAST_SECOND && whole <= LAST_SECOND ->
                    Optional.of(Instant.ofEpochSecond(whole));
            case Double fraction when Math.abs(fraction) <= LAST_SECOND ->
                    Optional.of(Instant.ofEpochMilli((long) (fraction * 1000)));
            case null, default -> Optional.empty();
        };
    }

    /**
     * RFC 7519 §4.1.3: one text or a list of them; empty where it is absent or anything else than
     * texts stands in it.
     */
    public List<String> audience() {
        return switch (claims.get("aud")) {
            case String one -> List.of(one);
            case List<?> many when many.stream().allMatch(String.class::isInstance) ->
                    many.stream().map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }
}
