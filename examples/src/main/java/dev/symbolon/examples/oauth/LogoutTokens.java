package dev.symbolon.examples.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.text.ParseException;

/**
 * Logout tokens (Back-Channel Logout 1.0 §2.6): the provider tells the app, server to server, that
 * somebody's session has ended.
 */
public final class LogoutTokens {

    private final Provider provider;
    private final AppClient client;

    public LogoutTokens(Provider provider, AppClient client) {
        this.provider = provider;
        this.client = client;
    }

    /**
     * The session that has ended, as ID tokens name it in {@code sid}. Who sends a token again only
     * ends what has ended.
     *
     * @throws FlowFailure where the token is not the provider's, not for this app, or too old
     */
    public String session(String token) {
        var validator =
                new LogoutTokenValidator(
                        provider.metadata().getIssuer(),
                        client.id(),
                        true,
                        provider.keySelector(),
                        null);
        try {
            return validator.validate(SignedJWT.parse(token)).getSessionID().getValue();
        } catch (ParseException | BadJOSEException | JOSEException invalid) {
            throw new FlowFailure("The logout token is not valid", invalid);
        }
    }
}
