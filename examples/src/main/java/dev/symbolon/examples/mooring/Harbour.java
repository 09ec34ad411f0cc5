package dev.symbolon.examples.mooring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What people run on Mooring: everyone has two apps to begin with. Kept in memory only. */
final class Harbour {

    /** A person's app; the log is a file that it can be downloaded as. */
    private static final class Ship {
        private final String name;
        private final StringBuilder log = new StringBuilder();
        private int version = 1;

        Ship(String name) {
            this.name = name;
            log.append("version 1 was online before you came%n".formatted());
        }

        void launch(String by, Instant at) {
            version++;
            Instant second = at.truncatedTo(ChronoUnit.SECONDS);
            log.append("%s  version %d put online by %s%n".formatted(second, version, by));
        }

        Map<String, Object> describe(String id) {
            return Map.of("id", id, "name", name, "version", version, "log", id + ".log");
        }
    }

    private final Map<String, Map<String, Ship>> berths = new ConcurrentHashMap<>();

    /** Each app as JSON, in the order in which they came. */
    List<Map<String, Object>> apps(String person) {
        Map<String, Ship> berth = berth(person);
        synchronized (berth) {
            return berth.entrySet().stream()
                    .map(ship -> ship.getValue().describe(ship.getKey()))
                    .toList();
        }
    }

    /** Puts a new version online; nothing where the person has no such app. */
    Optional<Map<String, Object>> deploy(String person, String id, String by, Instant at) {
        Map<String, Ship> berth = berth(person);
        synchronized (berth) {
            Ship ship = berth.get(id);
            if (ship == null) {
                return Optional.empty();
            }
            ship.launch(by, at);
            return Optional.of(ship.describe(id));
        }
    }

    /** The content of one of the person's files; nothing where there is none of this name. */
    Optional<String> file(String person, String name) {
        Map<String, Ship> berth = berth(person);
        synchronized (berth) {
            return berth.entrySet().stream()
                    .filter(ship -> name.equals(ship.getKey() + ".log"))
                    .map(ship -> ship.getValue().log.toString())
                    .findFirst();
        }
    }

    private Map<String, Ship> berth(String person) {
        return berths.computeIfAbsent(
                person,
                _ -> {
                    Map<String, Ship> berth = new LinkedHashMap<>();
                    berth.put("lighthouse", new Ship("Lighthouse"));
                    berth.put("tide-table", new Ship("Tide Table"));
                    return berth;
                });
    }
}
