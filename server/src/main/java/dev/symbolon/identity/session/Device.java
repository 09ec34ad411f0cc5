package dev.symbolon.identity.session;

import java.util.List;
import java.util.Map;

/**
 * What a User-Agent header says, in the words in which people know their devices: so that they
 * recognise their own sessions in a list. A guess, decisive for nothing.
 */
final class Device {

    /** The first whose mark occurs; those that pretend to be others come first. */
    private static final List<Map.Entry<String, String>> BROWSERS =
            List.of(
                    Map.entry("Edg", "Edge"),
                    Map.entry("OPR/", "Opera"),
                    Map.entry("SamsungBrowser/", "Samsung Internet"),
                    Map.entry("Firefox/", "Firefox"),
                    Map.entry("FxiOS/", "Firefox"),
                    Map.entry("CriOS/", "Chrome"),
                    Map.entry("Chrome/", "Chrome"),
                    Map.entry("Safari/", "Safari"));

    private static final List<Map.Entry<String, String>> SYSTEMS =
            List.of(
                    Map.entry("iPhone", "iPhone"),
                    Map.entry("iPad", "iPad"),
                    Map.entry("Android", "Android"),
                    Map.entry("CrOS", "ChromeOS"),
                    Map.entry("Windows", "Windows"),
                    Map.entry("Macintosh", "macOS"),
                    Map.entry("Linux", "Linux"));

    private Device() {}

    /** "Firefox on Linux"; empty where the header says nothing that we know. */
    static String named(String userAgent) {
        String browser = first(BROWSERS, userAgent);
        String system = first(SYSTEMS, userAgent);
        return browser.isEmpty() || system.isEmpty() ? browser + system : browser + " on " + system;
    }

    private static String first(List<Map.Entry<String, String>> marks, String userAgent) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
