package dev.symbolon.examples.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow with PKCE from the app's side (Core §3.1, RFC 7636, RFC 9700), and
 * what follows it: refresh, userinfo, revocation, sign-out. Every failure is a {@link FlowFailure}.
 */
public final class CodeFlow {

    /** How far the provider's clock and ours may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final Provider provider;
    private final AppClient client;
    private final InstantSource clock;

    public CodeFlow(Provider provider, AppClient client, InstantSource clock) {
        this.provider = provider;
        this.client = client;
        this.clock = clock;
    }

    /** Step 1: makes the request; the caller sends the browser to its {@code url}. */
    public Started start(Wish wish, URI redirectUri) {
        var state = new State();
        var nonce = new Nonce();
        var verifier = new CodeVerifier();
        var request =
                new AuthenticationRequest.Builder(
                                ResponseType.CODE, wish.scope(), client.id(), redirectUri)
                        .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                        .state(state)
                        .nonce(nonce)
                        .codeChallenge(verifier, CodeChallengeMethod.S256);
        if (wish.resource() != null) {
            request.resource(wish.resource());
        }
        if (wish.maxAge() != null) {
            request.maxAge(wish.maxAge());
        }
        if (wish.who() != null) {
            request.idTokenHint(wish.who());
        }
        return new Started(request.build().toURI(), wish, redirectUri, state, nonce, verifier);
    }

    /** The state of an answer, by which the caller finds what it kept; nothing in other URLs. */
    public static Optional<State> stateOf(URI answer) {
        try {
            return Optional.ofNullable(parse(answer).getState());
        } catch (FlowFailure notAnAnswer) {
            return Optional.empty();
        }
    }

    /**
     * Steps 2 and 3: checks the answer that came to the redirect URI, exchanges its code, and
     * validates the ID token.
     */
    public Tokens finish(Started started, URI answer) {
        AuthorizationResponse response = parse(answer);
        if (!started.state().equals(response.getState())) {
            throw new FlowFailure("The answer does not belong to the request begun here");
        }
        requireOurProvider(response.getIssuer());
        if (!response.indicatesSuccess()) {
            throw FlowFailure.of(response.toErrorResponse().getErrorObject());
        }
        var code = response.toSuccessResponse().getAuthorizationCode();
        var grant = new AuthorizationCodeGrant(code, started.redirectUri(), started.verifier());
        return exchange(grant, started.wish(), started.nonce());
    }

    /**
     * Uses the refresh token (RFC 6749 §6). It is replaced by a new one; a lost answer may be asked
     * for again.
     */
    public Tokens refresh(Tokens tokens) {
        RefreshToken refresh = tokens.refresh();
        if (refresh == null) {
            throw new FlowFailure("There is no refresh token");
        }
        var wish = new Wish(tokens.scope(), tokens.resource(), null, null);
        Tokens next = exchange(new RefreshTokenGrant(refresh), wish, null);
        // Core §12.2: whoever's tokens these were, they stay theirs.
        if (next.idToken() != null && !next.subject().equals(tokens.subject())) {
            throw new FlowFailure("The refreshed ID token is about somebody else");
        }
        return tokens.refreshedBy(next);
    }

    /** The claims of whoever signed in (Core §5.3). */
    public UserInfo userInfo(Tokens tokens) {
        try {
            URI endpoint = provider.metadata().getUserInfoEndpointURI();
            var response =
                    UserInfoResponse.parse(
                            provider.send(
                                    new UserInfoRequest(endpoint, tokens.access())
                                            .toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw FlowFailure.of(response.toErrorResponse().getErrorObject());
            }
            UserInfo info = response.toSuccessResponse().getUserInfo();
            // Core §5.3.2: claims about somebody else must not be used.
            if (!info.getSubject().getValue().equals(tokens.subject())) {
                throw new FlowFailure("userinfo is about somebody else");
            }
            return info;
        } catch (ParseException malformed) {
            throw new FlowFailure("userinfo cannot be read", malformed);
        }
    }

    /** Tells the provider that the tokens are no longer needed (RFC 7009 §2.1). */
    public void revoke(Tokens tokens) {
        Token token = tokens.refresh() == null ? tokens.access() : tokens.refresh();
        URI endpoint = provider.metadata().getRevocationEndpointURI();
        HTTPResponse response =
                provider.send(client.revocationRequest(endpoint, token).toHTTPRequest());
        if (!response.indicatesSuccess()) {
            throw new FlowFailure("The provider answered " + response.getStatusCode());
        }
    }

    /** Where to send the browser so that the provider's session ends too (Logout §2). */
    public URI signOut(@Nullable JWT idToken, URI backTo) {
        URI endpoint = provider.metadata().getEndSessionEndpointURI();
        return new LogoutRequest(endpoint, idToken, null, client.id(), backTo, null, null).toURI();
    }

    private static AuthorizationResponse parse(URI answer) {
        try {
            return AuthorizationResponse.parse(answer);
        } catch (ParseException malformed) {
            throw new FlowFailure("The answer cannot be read", malformed);
        }
    }

    /** RFC 9207 §2.4: an answer of another provider may be an attempt to mix them up. */
    private void requireOurProvider(@Nullable Issuer issuer) {
        boolean expected = provider.metadata().supportsAuthorizationResponseIssuerParam();
        if (issuer == null ? expected : !issuer.equals(provider.metadata().getIssuer())) {
            throw new FlowFailure("The answer is not from " + provider.issuer());
        }
    }

    /** The token request of any grant, and what there is to check of its answer. */
    Tokens exchange(AuthorizationGrant grant, Wish wish, @Nullable Nonce nonce) {
        TokenRequest.Builder request =
                client.tokenRequest(provider.metadata().getTokenEndpointURI(), grant);
        if (wish.resource() != null) {
            request.resource(wish.resource());
        }
        Instant asked = clock.instant();
        TokenResponse response;
        try {
            response =
                    OIDCTokenResponseParser.parse(provider.send(request.build().toHTTPRequest()));
        } catch (ParseException malformed) {
            throw new FlowFailure("The token answer cannot be read", malformed);
        }
        if (!response.indicatesSuccess()) {
            throw FlowFailure.of(response.toErrorResponse().getErrorObject());
        }
        return tokens((OIDCTokenResponse) response.toSuccessResponse(), wish, nonce, asked);
    }

    private Tokens tokens(
            OIDCTokenResponse response, Wish wish, @Nullable Nonce nonce, Instant asked) {
        var tokens = response.getOIDCTokens();
        var access = tokens.getAccessToken();
        JWT idToken = tokens.getIDToken();
        // RFC 6749 §5.1: no scope in the answer means that all was granted.
        Scope scope = access.getScope() == null ? wish.scope() : access.getScope();
        return new Tokens(
                access,
                asked.plusSeconds(access.getLifetime()),
                scope,
                wish.resource(),
                tokens.getRefreshToken(),
                idToken,
                idToken == null ? "" : subjectOf(idToken, nonce, wish));
    }

    /** Core §3.1.3.7; issuer, audience, signature, times and nonce are the SDK's part. */
    private String subjectOf(JWT idToken, @Nullable Nonce nonce, Wish wish) {
        var validator =
                new IDTokenValidator(
                        provider.metadata().getIssuer(), client.id(), provider.keySelector(), null);
        IDTokenClaimsSet claims;
        try {
            claims = validator.validate(idToken, nonce);
        } catch (BadJOSEException | JOSEException invalid) {
            throw new FlowFailure("The ID token is not valid", invalid);
        }
        // §3.1.3.7 step 13: whoever asks for a recent sign-in checks that it was.
        if (wish.maxAge() != null) {
            Date signedIn = claims.getAuthenticationTime();
            Instant earliest = clock.instant().minusSeconds(wish.maxAge()).minus(CLOCK_SKEW);
            if (signedIn == null || signedIn.toInstant().isBefore(earliest)) {
                throw new FlowFailure("The sign-in is older than was asked for");
            }
        }
        return claims.getSubject().getValue();
    }
}
