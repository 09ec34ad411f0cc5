package dev.symbolon.core.client;

import dev.symbolon.base.config.Setting;

/** What all clients are held to. */
public record ClientSettings(
        @Setting("Which profile clients are held to that have none of their own.")
                Profile profile) {

    public static ClientSettings defaults() {
        return new ClientSettings(Profile.OAUTH_2_1);
    }
}
