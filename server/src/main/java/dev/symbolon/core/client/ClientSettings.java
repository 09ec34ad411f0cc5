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
                        "What clients that are held to compatible may get from the authorization endpoint"
                                + " beside a code: nothing; ID tokens (the response types id_token and"
                                + " code id_token); or access tokens, too (those with token).")
                FrontChannel frontChannel) {

    public static ClientSettings defaults() {
        return holdingTo(Profile.OAUTH_2_1);
    }

    /** The defaults with that profile. */
    public static ClientSettings holdingTo(Profile profile) {
        return new ClientSettings(profile, FrontChannel.NONE);
    }

    /** For discovery's {@code response_types_supported}: what at least some clients may use. */
    public List<ResponseType> responseTypes() {
        return Arrays.stream(ResponseType.values()).filter(frontChannel::offers).toList();
    }

    /** For discovery's {@code response_modes_supported}. */
    public List<ResponseMode> responseModes() {
        return Arrays.stream(ResponseMode.values())
                .filter(mode -> offersImplicit() || !mode.isInFragment())
                .toList();
    }

    /** Whether {@code implicit} may stand in {@code grant_types} (Registration §2). */
    public boolean offersImplicit() {
        return frontChannel != FrontChannel.NONE;
    }

    /** Whether a client that is held to this profile may register it. */
    boolean offers(ResponseType type, Profile heldTo) {
        return frontChannel.offers(type) && heldTo.allows(type);
    }
}
