package dev.symbolon.core.details;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Forms that a text may be held to, in place of regular expressions: those can take very long for a
 * text that was made for it.
 */
enum TextFormat {
    /** RFC 3339 full-date. */
    DATE(TextFormat::isDate),
    /** RFC 3339 date-time. */
    DATE_TIME(TextFormat::isDateTime),
    /** An absolute URI. */
    URI(TextFormat::isUri),
    /** Ours: an amount, as in 123.50, without a sign and with a digit on each side of a point. */
    DECIMAL(TextFormat::isDecimal),
    /** Ours: three capital letters (ISO 4217). */
    CURRENCY(text -> text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z')),
    /** Ours: two letters, two digits that check the rest, and the rest (ISO 13616). */
    IBAN(TextFormat::isIban);

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Predicate<String> holds;

    TextFormat(Predicate<String> holds) {
        this.holds = holds;
    }

    static Optional<TextFormat> of(Object wire) {
        return Arrays.stream(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(wire))
                .findFirst();
    }

    boolean holdsFor(String text) {
        return holds.test(text);
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean isDateTime(String text) {
        try {
            return text.length() >= 20 && text.length() <= 35 && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        return isDigits(whole)
                && text.length() <= 30
                && (whole.length() == 1 || whole.charAt(0) != '0')
                && (point < 0 || isDigits(text.substring(point + 1)));
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isIban(String text) {
        boolean form =
                text.length() >= 15
                        && text.length() <= 34
                        && text.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
                        && text.substring(0, 2).chars().allMatch(c -> c >= 'A')
                        && isDigits(text.substring(2, 4));
        if (!form) {
            return false;
        }
        int rest = 0;
        for (char c : (text.substring(4) + text.substring(0, 4)).toCharArray()) {
            int value = Character.digit(c, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }
}
