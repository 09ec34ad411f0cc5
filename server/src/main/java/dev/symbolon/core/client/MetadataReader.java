package dev.symbolon.core.client;

import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.oauth.LocalizedText;
import dev.symbolon.core.oauth.Problems;
import dev.symbolon.core.oauth.Rule;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of a JSON object by type, and notes every value that is not of its type; null and
 * the empty text mean absent (RFC 7592 §2.2). What is noted reads as absent.
 */
final class MetadataReader {

    static final int MOST_ELEMENTS = 100;
    static final int MOST_CHARACTERS = 2000;

    private static final int MOST_CHARACTERS_OF_A_NAME = 100;

    private final Map<String, Object> source;
    private final Problems problems;

    MetadataReader(Map<String, Object> source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    private @Nullable Object value(String name) {
        Object value = source.get(name);
        return "".equals(value) ? null : value;
    }

    boolean has(String name) {
        return value(name) != null;
    }

    void require(Rule rule, boolean holds, String name) {
        problems.require(rule, holds, name);
    }

    /** The value, where there is one; where there is none, that is noted. */
    private <T> @Nullable T noted(Rule rule, String name, @Nullable T value) {
        problems.require(rule, value != null, name);
        return value;
    }

    @Nullable String text(String name) {
        Object value = value(name);
        return value == null ? null : fit(value, name, MOST_CHARACTERS);
    }

    private @Nullable String fit(Object value, String name, int most) {
        String text = noted(MetadataRule.TYPE, name, value instanceof String given ? given : null);
        if (text == null) {
            return null;
        }
        boolean isShort = text.length() <= most;
        problems.require(MetadataRule.LIMIT, isShort, name);
        problems.require(MetadataRule.TEXT, LocalizedText.isFit(text), name);
        return isShort && LocalizedText.isFit(text) ? text : null;
    }

    /** The elements in order; nothing where the member is absent. */
    Optional<List<String>> texts(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            problems.require(MetadataRule.TYPE, false, name);
            return Optional.empty();
        }
        if (list.size() > MOST_ELEMENTS || new LinkedHashSet<>(list).size() < list.size()) {
            problems.require(MetadataRule.LIMIT, false, name);
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i) == null ? List.of() : list.get(i);
            // One character more, so that the rule for redirect URIs can speak of their length.
            String text = fit(element, name + "[" + i + "]", MOST_CHARACTERS + 1);
            if (text != null) {
                texts.add(text);
            }
        }
        return Optional.of(texts);
    }

    /** An object of texts; empty where the member is absent. */
    Map<String, String> textsByName(String name) {
        Object value = value(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> members) || members.size() > MOST_ELEMENTS) {
            problems.require(MetadataRule.TYPE, false, name);
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((key, member) -> {
            String text = fit(member == null ? List.of() : member, name, MOST_CHARACTERS);
            if (text != null) {
                texts.put(String.valueOf(key), text);
            }
        });
        return texts;
    }

    boolean flag(String name, boolean otherwise) {
        Object value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Boolean flag)) {
            problems.require(MetadataRule.TYPE, false, name);
            return otherwise;
        }
        return flag;
    }

    @Nullable Integer seconds(String name, Rule rule) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        long number = whole ? ((Number) value).longValue() : -1;
        boolean inRange = number >= 0 && number <= Integer.MAX_VALUE;
        return noted(rule, name, inRange ? (int) number : null);
    }

    /** One of the values, by its name on the wire. */
    <T> @Nullable T oneOf(String name, T[] values, Function<T, String> wire, Rule rule) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        T found =
                Arrays.stream(values)
                        .filter(candidate -> wire.apply(candidate).equals(text))
                        .findFirst()
                        .orElse(null);
        return noted(rule, name, found);
    }

    @Nullable SignatureAlgorithm algorithm(String name) {
        return oneOf(
                name,
                SignatureAlgorithm.values(),
                SignatureAlgorithm::wire,
                MetadataRule.ALGORITHM);
    }

    /** RFC 7591 §2.2: the member and all its forms with a language tag. */
    LocalizedText localized(String name, boolean isName) {
        Optional<LocalizedText> text =
                LocalizedText.read(
                        name, source, isName ? MOST_CHARACTERS_OF_A_NAME : MOST_CHARACTERS);
        problems.require(MetadataRule.TEXT, text.isPresent(), name);
        return text.orElse(LocalizedText.NONE);
    }

    /** An https URL; on this machine http does for what is only shown to people. */
    @Nullable URI link(String name, boolean loopback) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        URI uri = RedirectUri.parse(text).orElse(null);
        return noted(MetadataRule.LINK, name, uri != null && isLink(uri, loopback) ? uri : null);
    }

    private static boolean isLink(URI uri, boolean loopback) {
        boolean scheme =
                "https".equals(uri.getScheme())
                        || (loopback
                                && "http".equals(uri.getScheme())
                                && RedirectUri.isLoopback(uri));
        return scheme && uri.getRawUserInfo() == null;
    }

    private static boolean areLinks(Collection<String> texts) {
        return texts.stream()
                .map(RedirectUri::parse)
                .allMatch(uri -> uri.filter(link -> isLink(link, true)).isPresent());
    }

    /** URLs that the server itself may be sent to: https, or on this machine. */
    List<String> addresses(String name) {
        List<String> addresses = texts(name).orElse(List.of());
        boolean hold = areLinks(addresses);
        problems.require(MetadataRule.LINK, hold, name);
        return hold ? addresses : List.of();
    }

    LocalizedText links(String name) {
        LocalizedText links = localized(name, false);
        boolean hold = areLinks(links.byTag().values());
        problems.require(MetadataRule.LINK, hold, name);
        return hold ? links : LocalizedText.NONE;
    }

    ClientKeys keys(String name) {
        Object value = value(name);
        if (value == null) {
            return ClientKeys.NONE;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, member) -> named.put(String.valueOf(key), member));
        }
        ClientKeys keys = new ClientKeys(named);
        boolean wellFormed = keys.areWellFormed();
        problems.require(MetadataRule.KEYS_FORM, wellFormed, name);
        return wellFormed ? keys : ClientKeys.NONE;
    }
}
