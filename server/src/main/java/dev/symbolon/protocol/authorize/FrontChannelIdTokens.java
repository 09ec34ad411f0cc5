package dev.symbolon.protocol.authorize;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ID tokens that the browser carries to the app: Core §3.2.2.10, §3.3.2.11. */
final class FrontChannelIdTokens {

    private final Accounts accounts;
    private final Issuer issuer;
    private final ClientEncryption encryption;

    FrontChannelIdTokens(Accounts accounts, Issuer issuer, ClientEncryption encryption) {
        this.accounts = accounts;
        this.issuer = issuer;
        this.encryption = encryption;
    }

    /**
     * Before anything is used up.
     *
     * @throws dev.symbolon.core.oauth.Refusal where the client wants it encrypted and has no key
     */
    void requireKey(Exchange exchange, Client client) {
        encryption.requireKey(exchange.trace(), client, client.metadata().encryptions().idToken());
    }

    /**
     * Mints one, with the hash of what comes beside it.
     *
     * @param code absent where none comes
     * @param accessToken absent where none comes
     */
    String mint(
            Exchange exchange,
            Client client,
            Approval approval,
            @Nullable String code,
            @Nullable String accessToken) {
        Map<String, String> with = new HashMap<>();
        if (code != null) {
            with.put(Issuer.C_HASH, code);
        }
        if (accessToken != null) {
            with.put(Issuer.AT_HASH, accessToken);
        }
        // Where a code comes, the person is not spoken of here at all (Core §3.3.3.6 leaves that to
        // us): what the app gets for the code says it, and no browser keeps that.
        Map<String, Object> claims =
                code == null ? claims(exchange, approval, accessToken == null) : Map.of();
        String signed = issuer.idToken(exchange.tenant(), client, approval, claims, with);
        return encryption.jwt(
                exchange.trace(), client, client.metadata().encryptions().idToken(), signed);
    }

    /**
     * Core §5.4: scopes speak to the ID token only where no access token is to come; what {@code
     * claims} asks for in the ID token stands there anyhow (§5.5).
     */
    private Map<String, Object> claims(Exchange exchange, Approval approval, boolean ofScopes) {
        // Who is removed between the decision and here has no claims left to tell.
        return accounts.find(exchange.tenant(), String.valueOf(approval.accountId()))
                .map(account ->
                        StandardClaims.of(
                                account,
                                ofScopes ? approval.scope() : Scope.NONE,
                                approval.claims() == null
                                        ? Map.of()
                                        : ClaimsRequest.kept(approval.claims()).idToken()))
                .orElse(Map.of());
    }
}
