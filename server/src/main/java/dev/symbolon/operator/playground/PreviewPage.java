package dev.symbolon.operator.playground;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.resource.TokenFormat;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.core.tokens.Issuer;
import dev.symbolon.core.tokens.Subjects;
import dev.symbolon.identity.account.Account;
import dev.symbolon.identity.account.Accounts;
import dev.symbolon.identity.account.StandardClaims;
import dev.symbolon.identity.consent.Abilities;
import dev.symbolon.identity.consent.Permission;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.operator.inspector.Choices;
import dev.symbolon.operator.inspector.Inspector;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /inspect/preview}: what would this client get for this person with these scopes? Nothing
 * is issued and nothing is signed; what stands here opens nothing.
 */
public final class PreviewPage {

    private final Screen screen;
    private final Inspector inspector;
    private final Clients clients;
    private final Accounts accounts;
    private final Targets targets;
    private final Abilities abilities;
    private final Issuer issuer;
    private final Subjects subjects;
    private final InstantSource clock;

    public PreviewPage(
            Screen screen,
            Inspector inspector,
            Clients clients,
            Accounts accounts,
            Targets targets,
            Abilities abilities,
            Issuer issuer,
            Subjects subjects,
            InstantSource clock) {
        this.screen = screen;
        this.inspector = inspector;
        this.clients = clients;
        this.accounts = accounts;
        this.targets = targets;
        this.abilities = abilities;
        this.issuer = issuer;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** GET; asks nothing of anybody, so the question may stand in the address. */
    public Response show(Exchange exchange) {
        inspector.requireViewer(exchange);
        Parameters query = exchange.request().query();
        String client = query.first("client").orElse("").strip();
        String account = query.first("account").orElse("").strip();
        if (client.isEmpty() || account.isEmpty()) {
            return screen.show(exchange, blank(exchange, query, null));
        }
        Optional<Client> known = clients.find(exchange.tenant(), client);
        Optional<Account> person = accounts.findByLogin(exchange.tenant(), account);
        if (known.isEmpty()) {
            return screen.show(exchange, blank(exchange, query, "There is no such client."));
        }
        if (person.isEmpty()) {
            return screen.show(
                    exchange, blank(exchange, query, "Nobody signs in with that name or email."));
        }
        return screen.show(exchange, preview(exchange, query, known.get(), person.get()));
    }

    private PreviewView blank(Exchange exchange, Parameters query, @Nullable String problem) {
        return new PreviewView(
                Choices.of(exchange.tenant(), clients),
                query.first("client").orElse(""),
                query.first("account").orElse(""),
                query.first("scope").orElse("openid profile email"),
                query.first("resource").orElse(""),
                problem,
                null,
                "",
                "",
                "",
                "",
                "");
    }

    private PreviewView preview(
            Exchange exchange, Parameters query, Client client, Account account) {
        String wanted = query.first("scope").orElse("");
        if (!Scope.isWellFormed(wanted)) {
            return blank(exchange, query, "A scope is a list of words separated by spaces.");
        }
        Scope asked = Scope.parse(wanted);
        Scope beyond = asked.without(client.scope().tokens());
        if (!beyond.isEmpty()) {
            return blank(
                    exchange,
                    query,
                    "The client is not registered for: "
                            + beyond
                            + ". It may ask for: "
                            + client.scope());
        }
        List<Resource> resources;
        try {
            resources =
                    targets.of(
                            exchange,
                            client,
                            query.first("resource").filter(text -> !text.isBlank()).stream()
                                    .flatMap(text -> List.of(text.strip().split("\\s+")).stream())
                                    .toList(),
                            asked);
        } catch (Refusal refusal) {
            return blank(exchange, query, refusal.description());
        }
        return filled(exchange, query, client, account, asked, resources);
    }

    private PreviewView filled(
            Exchange exchange,
            Parameters query,
            Client client,
            Account account,
            Scope scope,
            List<Resource> resources) {
        Tenant tenant = exchange.tenant();
        List<String> identifiers = resources.stream().map(Resource::identifier).toList();
        Approval approval =
                new Approval(
                        client.clientId(),
                        account.id(),
                        null,
                        "of the session",
                        scope,
                        identifiers,
                        null,
                        clock.instant(),
                        Acr.of(List.of(Acr.PWD)).wire(),
                        List.of(Acr.PWD),
                        null,
                        Confirmation.NONE);
        PreviewView blank = blank(exchange, query, null);
        return new PreviewView(
                blank.choices(),
                blank.client(),
                blank.account(),
                blank.scope(),
                blank.resource(),
                account.disabled() ? "The account is shut: nobody can sign in to it." : null,
                abilities.tell(
                        tenant,
                        screen.texts(exchange),
                        new Permission(scope, List.of(), identifiers)),
                client.needsConsentFor(scope)
                        ? "asked, where it was not allowed before"
                        : "not asked: an administrator has said yes for everybody",
                scope.has(Scope.OPENID)
                        ? pretty(issuer.previewIdToken(tenant, client, approval, Map.of()))
                        : "",
                pretty(issuer.previewAccessToken(tenant, approval, resources)),
                form(resources),
                scope.has(Scope.OPENID)
                        ? userinfo(
                                subjects.of(tenant, client.clientId(), account.id()),
                                account,
                                scope)
                        : "");
    }

    private static String form(List<Resource> resources) {
        return resources.stream().anyMatch(one -> one.tokenFormat() == TokenFormat.OPAQUE)
                ? "opaque: the API asks the server what stands for it"
                : "a JWT, signed with "
                        + (resources.isEmpty() ? "ES256" : resources.getFirst().alg().wire())
                        + " (RFC 9068)";
    }

    private static String userinfo(String subject, Account account, Scope scope) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        claims.putAll(StandardClaims.of(account, scope, Map.of()));
        return pretty(claims);
    }

    private static String pretty(Map<String, Object> json) {
        return Json.pretty(json);
    }
}
