package dev.symbolon.core.resource;

import static dev.symbolon.core.details.DetailsRule.*;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.details.AuthorizationDetails;
import dev.symbolon.core.details.Detail;
import dev.symbolon.core.details.DetailsRule;
import dev.symbolon.core.details.Schema;
import dev.symbolon.core.oauth.Trace;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which APIs authorization details are about: those in {@code locations} (RFC 9396 §2.2), or else
 * the one that declares their type. {@code resource} adds none and takes none away (§3.2).
 */
public final class DetailTargets {

    private static final List<DetailsRule> OF_FIELDS =
            List.of(FIELD_KNOWN, FIELD_PRESENT, FIELD_TYPE, FIELD_VALUE);

    private final Resources resources;

    public DetailTargets(Resources resources) {
        this.resources = resources;
    }

    /**
     * What a request asks for; none where it does not say.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_authorization_details (RFC 9396 §5)
     */
    public AuthorizationDetails asked(Exchange exchange, Client client, Parameters parameters) {
        Optional<String> sent = parameters.first(AuthorizationDetails.NAME);
        if (sent.isEmpty()) {
            return AuthorizationDetails.NONE;
        }
        Trace trace = exchange.trace();
        AuthorizationDetails asked = AuthorizationDetails.parse(trace, sent.get());
        List<Detail> all = asked.all();
        for (int i = 0; i < all.size(); i++) {
            check(exchange, client, all.get(i), AuthorizationDetails.NAME + "[" + i + "]");
        }
        return asked;
    }

    private void check(Exchange exchange, Client client, Detail detail, String where) {
        Trace trace = exchange.trace();
        List<Resource> known = declaring(exchange.tenant(), detail.type());
        trace.require(TYPE_KNOWN, !known.isEmpty(), supported(exchange.tenant()), where);
        trace.require(
                TYPE_OF_CLIENT,
                client.mayAskForDetailsOf(detail.type()),
                client.metadata().authorizationDetailsTypes(),
                detail.type());
        List<String> identifiers = known.stream().map(Resource::identifier).toList();
        trace.require(LOCATION, isClear(detail, identifiers), identifiers, where);
        for (Resource api : apis(exchange.tenant(), detail)) {
            fault(api, detail)
                    .ifPresent(fault -> {
                        throw trace.refusal(
                                fault.rule(),
                                "as " + detail.type() + " has it",
                                where + "." + fault.field());
                    });
        }
        OF_FIELDS.forEach(rule -> trace.require(rule, true));
    }

    private static Optional<Schema.Fault> fault(Resource api, Detail detail) {
        return api.detailsType(detail.type()).flatMap(type -> type.check(detail));
    }

    private static boolean isClear(Detail detail, List<String> declaring) {
        Object said = detail.members().get(Detail.LOCATIONS);
        if (said == null) {
            return !detail.members().containsKey(Detail.LOCATIONS) && declaring.size() == 1;
        }
        return said instanceof List<?> named
                && !named.isEmpty()
                && declaring.containsAll(named)
                && new HashSet<>(named).size() == named.size();
    }

    private List<Resource> declaring(Tenant tenant, String type) {
        return resources.list(tenant).stream()
                .filter(api -> api.detailsTypes().containsKey(type))
                .toList();
    }

    /** Every type that any API declares (RFC 9396 §10). */
    public List<String> supported(Tenant tenant) {
        return resources.list(tenant).stream()
                .flatMap(api -> api.detailsTypes().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The APIs that these details are for, as they are registered now. None, where several declare
     * the type by now and the details do not say which: a person allowed them at one.
     */
    public List<Resource> apis(Tenant tenant, Detail detail) {
        List<String> locations = detail.locations();
        List<Resource> declaring = declaring(tenant, detail.type());
        if (locations.isEmpty()) {
            return declaring.size() == 1 ? declaring : List.of();
        }
        return declaring.stream().filter(api -> locations.contains(api.identifier())).toList();
    }

    /** The identifiers of those that any of them is for. */
    public Set<String> identifiers(Tenant tenant, AuthorizationDetails details) {
        Set<String> identifiers = new LinkedHashSet<>();
        for (Detail detail : details.all()) {
            apis(tenant, detail).forEach(api -> identifiers.add(api.identifier()));
        }
        return identifiers;
    }

    /** These APIs, and those that the details are for. */
    public List<String> with(
            Tenant tenant, Collection<String> identifiers, AuthorizationDetails details) {
        Set<String> all = new LinkedHashSet<>(identifiers);
        all.addAll(identifiers(tenant, details));
        return List.copyOf(all);
    }

    /** Those that are for one of these APIs (RFC 9396 §9.1). */
    public AuthorizationDetails at(
            Tenant tenant, Collection<String> identifiers, AuthorizationDetails details) {
        return details.only(detail ->
                apis(tenant, detail).stream()
                        .anyMatch(api -> identifiers.contains(api.identifier())));
    }

    /**
     * RFC 9396 §6: what a token request asks for of what was granted; all of it where it does not
     * say.
     *
     * @throws dev.symbolon.core.oauth.Refusal invalid_authorization_details
     */
    public AuthorizationDetails narrowed(
            Exchange exchange, Client client, AuthorizationDetails granted, Parameters form) {
        if (form.first(AuthorizationDetails.NAME).isEmpty()) {
            return granted;
        }
        AuthorizationDetails asked = asked(exchange, client, form);
        Tenant tenant = exchange.tenant();
        for (Detail detail : asked.all()) {
            exchange.trace()
                    .require(
                            GRANTED,
                            granted.all().stream().anyMatch(one -> covers(tenant, one, detail)),
                            granted.all().stream().map(Detail::type).toList(),
                            detail.type());
        }
        return asked;
    }

    private boolean covers(Tenant tenant, Detail granted, Detail asked) {
        List<Resource> now = apis(tenant, asked);
        return granted.type().equals(asked.type())
                && apis(tenant, granted).containsAll(now)
                && now.stream()
                        .map(api -> api.detailsType(asked.type()))
                        .allMatch(type -> type.filter(t -> t.covers(granted, asked)).isPresent());
    }
}
