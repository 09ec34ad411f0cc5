package dev.symbolon.core.client.registration;

import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.tenant.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about its registration: RFC 7591 §3.2.1, RFC 7592 §3.
 *
 * @param registered with a secret where one was just made; the database holds its hash, so it
 *     cannot be told again
 * @param token the present registration access token
 * @param softwareStatement as it was sent; absent where none was
 */
public record ClientInformation(
        Registered registered, OpaqueValue token, @Nullable String softwareStatement) {

    /** Where clients register, below the issuer; each is managed at its client_id below that. */
    public static final String PATH = "/oauth/register";

    /** Named as on the wire. */
    public Map<String, Object> toMap(Tenant tenant) {
        Map<String, Object> map = registered.toMap();
        map.put("registration_access_token", token.value());
        map.put("registration_client_uri", tenant.url(PATH + "/" + registered.client().clientId()));
        if (softwareStatement != null) {
            map.put(SoftwareStatements.MEMBER, softwareStatement);
        }
        return map;
    }
}
