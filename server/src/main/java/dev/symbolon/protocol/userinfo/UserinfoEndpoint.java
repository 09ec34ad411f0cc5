package dev.symbolon.protocol.userinfo;

import static java.util.Objects.requireNonNull;

import dev.symbolon.base.http.Response;
import dev.symbolon.base.jose.SignatureAlgorithm;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Encryption;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.AccessTokenClaims;
import dev.symbolon.core.tokens.BearerToken;
import dev.symbolon.core.tokens.Grant;
import dev.symbolon.core.tokens.GrantStore;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Core §5.3: claims as scopes and the {@code claims} parameter allow, as JSON or as the client
 * registered, signed, encrypted, or both.
 */
public final class UserinfoEndpoint implements Exchange.Endpoint {

    private final BearerToken bearerToken;
    private final Accounts accounts;
    private final Clients clients;
    private final GrantStore grants;
    private final Subjects subjects;
    private final Keys keys;
    private final ClientEncryption encryption;

    public UserinfoEndpoint(
            BearerToken bearerToken,
            Accounts accounts,
            Clients clients,
            GrantStore grants,
            Subjects subjects,
            Keys keys,
            ClientEncryption encryption) {
        this.bearerToken = bearerToken;
        this.accounts = accounts;
        this.clients = clients;
        this.grants = grants;
        this.subjects = subjects;
        this.keys = keys;
        this.encryption = encryption;
    }

    @Override
    public Response handle(Exchange exchange) {
        BearerToken.Accepted accepted = bearerToken.require(exchange, Scope.OPENID);
        AccessTokenClaims token = accepted.claims();
        Optional<Grant> grant = token.grantId().flatMap(id -> grants.find(exchange.tenant(), id));
        Account account =
                subjects.person(exchange.tenant(), token)
                        .flatMap(id -> accounts.find(exchange.tenant(), id))
                        .filter(found -> !found.disabled())
                        .orElseThrow(() -> bearerToken.invalid(exchange, Scope.OPENID));
        exchange.trace().note("account_id", account.id());
        ClaimsRequest asked =
                grant.map(found -> found.approval().claims())
                        .map(ClaimsRequest::kept)
                        .orElse(ClaimsRequest.NONE);

        Map<String, Object> claims = new LinkedHashMap<>();
        // Core §5.3.2: sub always.
        claims.put("sub", token.subject());
        claims.putAll(StandardClaims.of(account, token.scope(), asked.userinfo()));
        return accepted.answer(answer(exchange, token, claims));
    }

    private Response answer(
            Exchange exchange, AccessTokenClaims token, Map<String, Object> claims) {
        Optional<Client> client = clients.find(exchange.tenant(), token.clientId());
        @Nullable SignatureAlgorithm signed =
                client.map(found -> found.metadata().userinfoSignedResponseAlg()).orElse(null);
        @Nullable Encryption encrypted =
                client.map(found -> found.metadata().encryptions().userinfo()).orElse(null);
        if (signed == null && encrypted == null) {
            return Response.json(200, claims);
        }
        // Core §5.3.2: as a JWT it says who it is from and whom it is for.
        claims.put("iss", exchange.tenant().issuer().toString());
        claims.put("aud", token.clientId());
        String jwt =
                signed == null
                        ? encryption.claims(
                                exchange.trace(), client.get(), requireNonNull(encrypted), claims)
                        : encryption.jwt(
                                exchange.trace(),
                                client.get(),
                                encrypted,
                                keys.sign(exchange.tenant(), signed, "JWT", claims));
        return Response.of(200, "application/jwt", jwt.getBytes(StandardCharsets.US_ASCII))
                .with("Cache-Control", "no-store");
    }
}
