package dev.symbolon.protocol.authorize;

import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.oauth.ClaimsRequest;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
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
     * Mints one.
     *
     * @param code what it comes with, for {@code c_hash}; absent where it comes alone
     */
    String mint(Exchange exchange, Client client, Approval approval, @Nullable String code) {
        String signed =
                issuer.idToken(
                        exchange.tenant(),
                        client,
                        approval,
                        code == null ? claims(exchange, approval) : Map.of(),
                        code == null ? Map.of() : Map.of(Issuer.C_HASH, code));
        return encryption.jwt(
                exchange.trace(), client, client.metadata().encryptions().idToken(), signed);
    }

    /**
     * Core §5.4: where no access token is to come, scopes speak to the ID token. Where a code comes
     * with it, the person is not spoken of here at all (§3.3.3.6 leaves that to us): what the app
     * gets for the code says it, and no browser keeps that.
     */
    private Map<String, Object> claims(Exchange exchange, Approval approval) {
        // Who is removed between the decision and here has no claims left to tell.
        return accounts.find(exchange.tenant(), String.valueOf(approval.accountId()))
                .map(account ->
                        StandardClaims.of(
                                account,
                                approval.scope(),
                                approval.claims() == null
                                        ? Map.of()
                                        : ClaimsRequest.kept(approval.claims()).idToken()))
                .orElse(Map.of());
    }
}
