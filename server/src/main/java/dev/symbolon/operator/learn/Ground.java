package dev.symbolon.operator.learn;

import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.keys.Keys;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tenant.Tenants;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import dev.symbolon.identity.signin.PasswordFactor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Where the tour takes place: a tenant of its own, with one app, one service, one device and one
 * person, so that nothing of anybody else's can be touched. Made when the first tour begins. The
 * secrets are derived from a key of the server: the same on every node, and written nowhere.
 */
final class Ground {

    static final String TENANT = "tour";
    static final String APP = "photo-app";
    static final String SERVICE = "backup-service";
    static final String TELEVISION = "television";
    static final String LOGIN = "robin";
    static final String CALLBACK = "https://photos.example/callback";
    static final String SIGNED_OUT = "https://photos.example/goodbye";

    private final Tenants tenants;
    private final Keys keys;
    private final Clients clients;
    private final Accounts accounts;
    private final PasswordFactor passwords;

    Ground(
            Tenants tenants,
            Keys keys,
            Clients clients,
            Accounts accounts,
            PasswordFactor passwords) {
        this.tenants = tenants;
        this.keys = keys;
        this.clients = clients;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** The tenant, with everything in it. */
    synchronized Tenant prepare() {
        Tenant tenant = tenants.byId(TENANT).orElseGet(this::establish);
        register(
                tenant,
                APP,
                Map.of(
                        // In the form, where the tour can show it beside the other parameters.
                        "token_endpoint_auth_method",
                        "client_secret_post",
                        "client_id",
                        APP,
                        "client_name",
                        "Photo App",
                        "client_secret",
                        secret(tenant, APP),
                        "redirect_uris",
                        List.of(CALLBACK),
                        "post_logout_redirect_uris",
                        List.of(SIGNED_OUT),
                        "grant_types",
                        List.of("authorization_code", "refresh_token"),
                        "scope",
                        "openid profile email offline_access"));
        register(
                tenant,
                SERVICE,
                Map.of(
                        "token_endpoint_auth_method",
                        "client_secret_post",
                        "client_id",
                        SERVICE,
                        "client_name",
                        "Backup Service",
                        "client_secret",
                        secret(tenant, SERVICE),
                        "grant_types",
                        List.of("client_credentials"),
                        "response_types",
                        List.of(),
                        "scope",
                        ""));
        register(
                tenant,
                TELEVISION,
                Map.of(
                        "token_endpoint_auth_method",
                        "none",
                        "client_id",
                        TELEVISION,
                        "client_name",
                        "Living Room TV",
                        "grant_types",
                        List.of(ClientMetadata.DEVICE_CODE, "refresh_token"),
                        "response_types",
                        List.of(),
                        "scope",
                        "openid profile"));
        if (accounts.findByLogin(tenant, LOGIN).isEmpty()) {
            person(tenant);
        }
        return tenant;
    }

    private Tenant establish() {
        URI first = tenants.first().issuer();
        Tenant made =
                tenants.create(
                        TENANT,
                        URI.create(
                                first.getScheme()
                                        + "://"
                                        + first.getRawAuthority()
                                        + "/t/"
                                        + TENANT));
        keys.createFor(made);
        return made;
    }

    private void register(Tenant tenant, String clientId, Map<String, Object> metadata) {
        if (clients.find(tenant, clientId).isEmpty()) {
            try {
                clients.register(tenant, metadata);
            } catch (Refusal taken) {
                // Another node was quicker, and made the same.
                if (clients.find(tenant, clientId).isEmpty()) {
                    throw taken;
                }
            }
        }
    }

    private void person(Tenant tenant) {
        NewAccount robin =
                NewAccount.named(LOGIN)
                        .withEmail("robin@example.com", true)
                        .withClaims(Map.of("name", "Robin Reed"));
        if (accounts.create(tenant, robin) instanceof Accounts.Creation.Created(var account)) {
            passwords.set(
                    new Trace(FlowId.random()),
                    tenant,
                    account.id(),
                    Password.typed(password(tenant)));
        }
    }

    String secret(Tenant tenant, String clientId) {
        return derived(tenant, "secret of " + clientId);
    }

    String password(Tenant tenant) {
        return derived(tenant, "password").substring(0, 16);
    }

    private String derived(Tenant tenant, String what) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(keys.hmac(tenant, "tour", what.getBytes(StandardCharsets.UTF_8)));
    }
}
