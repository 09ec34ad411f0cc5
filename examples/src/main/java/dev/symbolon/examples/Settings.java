package dev.symbolon.examples;

import java.net.URI;
import java.util.Map;

/**
 * What the environment tells the apps; examples/README.md lists the variables.
 *
 * @param mooringSecret with which Mooring asks about tokens; empty where none was given: Mooring
 *     cannot run then
 * @param slipwaySecret empty where none was given: Slipway cannot run then
 * @param recentSignIn seconds that a sign-in may be old before Mooring wants another for deploying
 */
public record Settings(
        URI issuer,
        int mooringPort,
        int slipwayPort,
        int spaPort,
        String mooringId,
        String mooringSecret,
        String slipwayId,
        String slipwaySecret,
        String spaId,
        String commandLineId,
        int recentSignIn) {

    /**
     * Reads the variables, with the demo's own values for those that are absent.
     *
     * @throws IllegalArgumentException with the variable's name where its value makes no sense
     */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                URI.create(environment.getOrDefault("SYMBOLON_ISSUER", "http://localhost:8080")),
                number(environment, "MOORING_PORT", 8081, 65_535),
                number(environment, "SLIPWAY_PORT", 8082, 65_535),
                number(environment, "SPA_PORT", 8083, 65_535),
                environment.getOrDefault("MOORING_CLIENT_ID", "mooring"),
                environment.getOrDefault("MOORING_CLIENT_SECRET", ""),
                environment.getOrDefault("SLIPWAY_CLIENT_ID", "slipway"),
                environment.getOrDefault("SLIPWAY_CLIENT_SECRET", ""),
                environment.getOrDefault("SPA_CLIENT_ID", "mooring-dashboard"),
                environment.getOrDefault("MOORING_CLI_CLIENT_ID", "mooring-cli"),
                number(environment, "MOORING_RECENT_SIGN_IN", 300, Integer.MAX_VALUE));
    }

    private static int number(Map<String, String> environment, String name, int usual, int most) {
        String value = environment.get(name);
        if (value == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= most) {
                return (int) number;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    name + ": \"" + value + "\" is not a number", notANumber);
        }
        throw new IllegalArgumentException(name + ": must be between 0 and " + most);
    }
}
