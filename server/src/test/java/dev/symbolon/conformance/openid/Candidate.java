package dev.symbolon.conformance.openid;

import dev.symbolon.TestServer;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.testing.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider as somebody would set it up who wants it certified. */
final class Candidate {

    /** Beside those that let it read what stands on this machine. */
    static final Map<String, String> SETTINGS =
            Map.of(
                    "clients.tenant-profiles", "main=compatible",
                    "clients.front-channel", "tokens",
                    "registration.mode", "open",
                    "registration.per-address", "2000",
                    "registration.per-hour", "2000",
                    "registration.show-logos", "true",
                    "sessions.check-iframe", "true");

    private static final Map<String, Object> ALICE =
            Map.ofEntries(
                    Map.entry("name", "Alice Liddell"),
                    Map.entry("given_name", "Alice"),
                    Map.entry("family_name", "Liddell"),
                    Map.entry("middle_name", "Pleasance"),
                    Map.entry("nickname", "Al"),
                    Map.entry("profile", "https://alice.example/"),
                    Map.entry("picture", "https://alice.example/me.png"),
                    Map.entry("website", "https://alice.example/"),
                    Map.entry("gender", "female"),
                    Map.entry("birthdate", "1952-05-04"),
                    Map.entry("zoneinfo", "Europe/London"),
                    Map.entry("locale", "en-GB"),
                    Map.entry("phone_number", "+44 20 7946 0000"),
                    Map.entry("phone_number_verified", true),
                    Map.entry(
                            "address", Map.of("locality", "Oxford", "country", "United Kingdom")));

    private Candidate() {}

    /** With alice, of whom everything is known that scopes ask for. */
    static TestServer start() {
        return start(Map.of());
    }

    static TestServer start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(Site.HERE);
        settings.putAll(more);
        TestServer server = TestServer.start(TestDatabases.fresh(), settings);
        List<String> problems = server.describe("alice", ALICE);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return server;
    }
}
