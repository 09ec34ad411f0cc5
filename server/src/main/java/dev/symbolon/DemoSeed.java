package dev.symbolon;

import dev.symbolon.base.json.Json;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.core.client.Registered;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.identity.account.Accounts.Creation;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.identity.signin.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the demo's users, apps and APIs, from examples/demo.json, into an installation: an empty
 * one, or that of an earlier run, whose apps may have been at other addresses.
 */
final class DemoSeed {

    private final Parts parts;
    private final Tenant tenant;
    private final Map<String, Object> content;

    private DemoSeed(Parts parts, Map<String, Object> content) {
        this.parts = parts;
        this.tenant = parts.tenants().first();
        this.content = content;
    }

    /**
     * Reads the file.
     *
     * @param addresses what stands for the apps' addresses in it, as in {@code MOORING_URL}
     */
    static DemoSeed read(Path file, Map<String, String> addresses, Parts parts) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            text = text.replace("${" + address.getKey() + "}", address.getValue());
        }
        return new DemoSeed(parts, Json.object(text));
    }

    /**
     * Adds what is not there yet, and brings apps and APIs up to date.
     *
     * @return the secrets of the apps that have one, by client_id; each start makes new ones
     */
    Map<String, Secret> sow() {
        list("resources").forEach(this::resource);
        list("accounts").forEach(this::account);
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (Map<String, Object> client : list("clients")) {
            Registered registered = client(client);
            if (registered.clientSecret() != null) {
                secrets.put(registered.client().clientId(), registered.clientSecret());
            }
        }
        return secrets;
    }

    /** Names and passwords, to be shown to whoever tries the demo. */
    List<Map<String, Object>> accounts() {
        return list("accounts");
    }

    private void resource(Map<String, Object> definition) {
        Set<String> scopes = object(definition.get("scopes")).keySet();
        for (Resource earlier : parts.resources().list(tenant)) {
            // A scope belongs to one API only, and this one was elsewhere in an earlier run.
            if (!earlier.identifier().equals(text(definition, "identifier"))
                    && !Collections.disjoint(earlier.scopes().keySet(), scopes)) {
                parts.resources().remove(tenant, earlier.identifier());
            }
        }
        parts.resources().put(tenant, definition);
    }

    private void account(Map<String, Object> account) {
        NewAccount wanted =
                new NewAccount(
                        text(account, "name"),
                        text(account, "email"),
                        Boolean.TRUE.equals(account.get("email_verified")),
                        Boolean.TRUE.equals(account.get("admin")),
                        object(account.get("claims")));
        switch (parts.accounts().create(tenant, wanted)) {
            case Creation.Created(var created) ->
                    parts.passwords()
                            .set(
                                    new Trace(FlowId.random()),
                                    tenant,
                                    created.id(),
                                    Password.typed(text(account, "password")));
            case Creation.Taken _ -> {
                // An earlier run made it, and it was to be kept.
            }
            case Creation.Malformed(List<String> problems) ->
                    throw new IllegalStateException("demo.json: " + problems);
        }
    }

    private Registered client(Map<String, Object> metadata) {
        String clientId = text(metadata, "client_id");
        return parts.clients()
                .replace(tenant, clientId, metadata)
                .map(known ->
                        parts.clients().rotateSecret(tenant, clientId, Duration.ZERO).orElse(known))
                .orElseGet(() -> parts.clients().register(tenant, metadata));
    }

    private List<Map<String, Object>> list(String name) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (content.get(name) instanceof List<?> list) {
            list.forEach(element -> objects.add(object(element)));
        }
        return objects;
    }

    private static Map<String, Object> object(@org.jspecify.annotations.Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> object.put(String.valueOf(key), member));
        }
        return object;
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.get(name));
    }
}
