package dev.symbolon.identity.consent;

import dev.symbolon.base.html.Texts;
import dev.symbolon.core.details.DetailWords;
import dev.symbolon.core.interaction.Ask;
import dev.symbolon.core.oauth.Scope;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Resource;
import dev.symbolon.core.resource.Resources;
import dev.symbolon.core.tenant.Tenant;
import dev.symbolon.core.tokens.Approval;
import dev.symbolon.identity.account.StandardClaims;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says in plain words what scopes and claims let an app do. */
public final class Abilities {

    private final Resources resources;
    private final DetailTargets detailTargets;

    public Abilities(Resources resources) {
        this.resources = resources;
        this.detailTargets = new DetailTargets(resources);
    }

    /** What a person is asked for. */
    Permission permission(Tenant tenant, Ask ask) {
        return Permission.of(
                detailTargets, tenant, ask.scope(), ask.claims(), ask.resources(), ask.details());
    }

    /** The details of what goes on, each at the APIs that it was granted for. */
    public List<Permission.DetailAt> details(Tenant tenant, Approval approval) {
        Permission all =
                Permission.of(
                        detailTargets,
                        tenant,
                        approval.scope(),
                        List.of(),
                        approval.resources(),
                        approval.details());
        return all.details().stream()
                .filter(one -> approval.resources().contains(one.resource()))
                .toList();
    }

    /**
     * What an app is told and what it may do.
     *
     * @param account with the account itself
     * @param groups at APIs
     * @param offline whether also while the person is away (Core §11)
     */
    public record Told(List<String> account, List<ConsentView.Group> groups, boolean offline) {
        public Told {
            account = List.copyOf(account);
            groups = List.copyOf(groups);
        }
    }

    /**
     * Every scope is named, one that nobody has words for by its own name; in one order, however
     * the app or the database sorts them. So is every API, one that no scope opens as well; and
     * where there is nothing to name, that is said.
     */
    public Told tell(Tenant tenant, Texts texts, Permission permission) {
        Scope scope = permission.scope();
        List<Locale> language = List.of(texts.locale());
        List<ConsentView.Group> groups = new ArrayList<>();
        Set<String> unnamed = new LinkedHashSet<>(permission.resources());
        Scope left = scope.without(List.of(Scope.OFFLINE_ACCESS));
        Map<String, List<DetailWords>> details = details(tenant, language, permission);
        for (Resource resource : resources.of(tenant, scope)) {
            List<DetailWords> here = details.remove(resource.identifier());
            groups.add(
                    new ConsentView.Group(
                            resource.name(language),
                            resource.scopes().keySet().stream()
                                    .filter(scope::has)
                                    .map(token -> resource.description(token, language))
                                    .toList(),
                            here == null ? List.of() : here));
            left = left.without(resource.scopes().keySet());
            unnamed.remove(resource.identifier());
        }
        for (String identifier : unnamed) {
            List<DetailWords> here = details.remove(identifier);
            groups.add(
                    new ConsentView.Group(
                            name(tenant, identifier, language),
                            List.of(texts.text("consent.reach")),
                            here == null ? List.of() : here));
        }
        details.forEach((identifier, here) ->
                groups.add(
                        new ConsentView.Group(
                                name(tenant, identifier, language), List.of(), here)));
        List<String> account = new ArrayList<>();
        Scope ordered = Scope.OF_PERSONS.within(left.tokens()).and(left);
        for (String token : ordered.tokens()) {
            account.add(
                    texts.find("scope." + token)
                            .orElseGet(() -> texts.text("consent.unknown", "scope", token)));
        }
        // In words of ours: a name that the app chose could say anything.
        StandardClaims.beyond(scope, Set.copyOf(permission.claims()))
                .forEach(claim -> account.add(texts.text("claim." + claim)));
        if (account.isEmpty() && groups.isEmpty()) {
            account.add(texts.text("consent.nothing"));
        }
        return new Told(account, groups, scope.has(Scope.OFFLINE_ACCESS));
    }

    private String name(Tenant tenant, String identifier, List<Locale> language) {
        return resources
                .find(tenant, identifier)
                .map(resource -> resource.name(language))
                .orElse(identifier);
    }

    /** By API; what an API does not declare any more lets an app do nothing. */
    private Map<String, List<DetailWords>> details(
            Tenant tenant, List<Locale> language, Permission permission) {
        Map<String, List<DetailWords>> byApi = new LinkedHashMap<>();
        for (Permission.DetailAt one : permission.details()) {
            resources
                    .find(tenant, one.resource())
                    .flatMap(api -> api.detailsType(one.detail().type()))
                    .ifPresent(type ->
                            byApi.computeIfAbsent(one.resource(), _ -> new ArrayList<>())
                                    .add(type.tell(one.detail(), language)));
        }
        return byApi;
    }
}
