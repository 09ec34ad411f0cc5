package dev.symbolon.core.client;

import dev.symbolon.base.config.Setting;
import dev.symbolon.core.oauth.ResponseMode;
import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.tenant.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all clients are held to. */
public record ClientSettings(
        @Setting("Which profile clients are held to that have none of their own.") Profile profile,
        @Setting(
                        "Tenants whose clients are held to another one: each the tenant's id, = and a profile.")
                List<String> tenantProfiles,
        @Setting(
                        "What clients that are held to compatible may get from the authorization endpoint"
                                + " beside a code: nothing; ID tokens (the response types id_token and"
                                + " code id_token); or access tokens, too (those with token).")
                FrontChannel frontChannel) {

    private static final Pattern TENANT_PROFILE = Pattern.compile("([a-z0-9][a-z0-9-]{0,62})=(.+)");

    public ClientSettings {
        tenantProfiles = List.copyOf(tenantProfiles);
    }

    public static ClientSettings defaults() {
        return holdingTo(Profile.OAUTH_2_1);
    }

    /** The defaults with that profile. */
    public static ClientSettings holdingTo(Profile profile) {
        return new ClientSettings(profile, List.of(), FrontChannel.NONE);
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (String one : tenantProfiles) {
            Matcher parts = TENANT_PROFILE.matcher(one);
            if (!parts.matches() || Profile.of(parts.group(2)).isEmpty()) {
                problems.add(
                        "tenant-profiles: %s is not a tenant's id, = and one of %s"
                                .formatted(one, Arrays.toString(Profile.values())));
            } else if (!named.add(parts.group(1))) {
                problems.add("tenant-profiles: names " + parts.group(1) + " twice");
            }
        }
        return problems;
    }

    /** What clients of that tenant are held to that have no profile of their own. */
    Profile profileIn(String tenant) {
        return tenantProfiles.stream()
                .filter(one -> one.startsWith(tenant + "="))
                .findFirst()
                .flatMap(one -> Profile.of(one.substring(tenant.length() + 1)))
                .orElse(profile);
    }

    /** What clients of that tenant may register, where they may use these ways to authenticate. */
    public Terms in(Tenant tenant, Set<AuthenticationMethod> methods) {
        return new Terms(profileIn(tenant.id()), frontChannel, methods);
    }

    /** For discovery's {@code response_types_supported}: what at least some clients may use. */
    public List<ResponseType> responseTypes() {
        return Arrays.stream(ResponseType.values()).filter(frontChannel::offers).toList();
    }

    /** For discovery's {@code response_modes_supported}. */
    public List<ResponseMode> responseModes() {
        return Arrays.stream(ResponseMode.values())
                .filter(mode -> frontChannel.offersImplicit() || !mode.isInFragment())
                .toList();
    }
}
