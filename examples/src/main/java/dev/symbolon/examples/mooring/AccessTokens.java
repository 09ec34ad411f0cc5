package dev.symbolon.examples.mooring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.Scope;
import dev.symbolon.examples.http.Call;
import dev.symbolon.examples.oauth.FlowFailure;
import dev.symbolon.examples.oauth.Provider;
import java.net.URI;
import java.text.ParseException;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;

/** Accepts or refuses access tokens, as RFC 9068 §4 says. */
final class AccessTokens {

    private static final Set<String> REQUIRED = Set.of("exp", "iat", "jti", "sub", "client_id");

    /**
     * A token that is bound to a key (RFC 7800 §3.1) is no Bearer token: it might have been stolen
     * from an app that proves elsewhere that it holds the key (RFC 9449 §7.2).
     */
    private static final Set<String> PROHIBITED = Set.of("cnf");

    /** RFC 6750 §2.1; the scheme's name in any case (RFC 9110 §11.1). */
    private static final Pattern BEARER =
            Pattern.compile("(?i:Bearer) +([A-Za-z0-9\\-._~+/]+=*) *");

    private final Provider provider;
    private final URI audience;

    /**
     * @param audience what a token's {@code aud} must name: this API
     */
    AccessTokens(Provider provider, URI audience) {
        this.provider = provider;
        this.audience = audience;
    }

    /**
     * The caller, from the Authorization header only: tokens in URLs end up in logs.
     *
     * @throws Denied where there is no token or it is not good here
     * @throws FlowFailure where the signing keys cannot be fetched, so nobody can tell
     */
    Caller caller(Call call) {
        String token = presented(call);
        try {
            return caller(validate(token));
        } catch (RemoteKeySourceException unreachable) {
            throw new FlowFailure("Cannot fetch the signing keys", unreachable);
        } catch (BadJOSEException | JOSEException | ParseException invalid) {
            throw Denied.invalidToken("The token is not a valid access token for this API");
        }
    }

    /**
     * The token as it came.
     *
     * @throws Denied where there is none
     */
    static String presented(Call call) {
        String header = call.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer", 0, 6)) {
            throw Denied.withoutToken();
        }
        var token = BEARER.matcher(header);
        if (!token.matches()) {
            throw Denied.malformed("The Authorization header is not Bearer and one token");
        }
        return token.group(1);
    }

    private JWTClaimsSet validate(String token)
            throws BadJOSEException, JOSEException, ParseException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        // An ID token has the same issuer and keys; its type is what tells it apart.
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(
                        new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt")));
        processor.setJWSKeySelector(provider.keySelector());
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        Set.of(audience.toString()),
                        new JWTClaimsSet.Builder().issuer(provider.issuer().toString()).build(),
                        REQUIRED,
                        PROHIBITED));
        return processor.process(token, null);
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        String scope = claims.getStringClaim("scope");
        Date signedIn = claims.getDateClaim("auth_time");
        return new Caller(
                claims.getSubject(),
                claims.getStringClaim("client_id"),
                Scope.parse(scope == null ? "" : scope),
                signedIn == null ? null : signedIn.toInstant());
    }
}
