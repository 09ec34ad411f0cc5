package dev.symbolon.core.client;

import dev.symbolon.base.config.Setting;
import dev.symbolon.core.oauth.ResponseMode;
import dev.symbolon.core.oauth.ResponseType;
import java.util.Arrays;
import java.util.List;

/** What all clients are held to. */
public record ClientSettings(
        @Setting("Which profile clients are held to that have none of their own.") Profile profile,
        @Setting(
                        "Whether clients that are held to compatible may get ID tokens from the authorization"
                                + " endpoint: the response types id_token and code id_token.")
                boolean frontChannelIdTokens) {

    public static ClientSettings defaults() {
        return holdingTo(Profile.OAUTH_2_1);
    }

    /** The defaults with that profile. */
    public static ClientSettings holdingTo(Profile profile) {
        return new ClientSettings(profile, false);
    }

    /** For discovery's {@code response_types_supported}: what at least some clients may use. */
    public List<ResponseType> responseTypes() {
        return Arrays.stream(ResponseType.values())
                .filter(type -> frontChannelIdTokens || !type.hasIdToken())
                .toList();
    }

    /** For discovery's {@code response_modes_supported}. */
    public List<ResponseMode> responseModes() {
        return Arrays.stream(ResponseMode.values())
                .filter(mode -> frontChannelIdTokens || !mode.isInFragment())
                .toList();
    }

    /** Whether a client that is held to this profile may register it. */
    boolean offers(ResponseType type, Profile heldTo) {
        return responseTypes().contains(type) && heldTo.allows(type);
    }
}
