package dev.symbolon.core.client;

import dev.symbolon.base.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose client metadata documents are believed.
 *
 * @param domains empty: nobody's, and no address is asked
 */
public record DocumentSettings(
        @Setting(
                        "Hosts whose apps need no registration: their client_id is the https address of their"
                                + " metadata. A host, *.example.com for all below it, or * for any.")
                List<String> domains) {

    private static final Pattern DOMAIN =
            Pattern.compile("\\*|(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    public DocumentSettings {
        domains = List.copyOf(domains);
    }

    public static DocumentSettings none() {
        return new DocumentSettings(List.of());
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String domain : domains) {
            if (!DOMAIN.matcher(domain).matches()) {
                problems.add(
                        "domains: "
                                + domain
                                + " is no host in lower case, as app.example.com, *.example.com or *");
            }
        }
        return problems;
    }

    /** Whether anybody's are. */
    public boolean isOn() {
        return !domains.isEmpty();
    }

    boolean trusts(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return domains.stream()
                .anyMatch(domain ->
                        domain.equals("*")
                                || domain.equals(lower)
                                || (domain.startsWith("*.")
                                        && lower.endsWith(domain.substring(1))));
    }
}
