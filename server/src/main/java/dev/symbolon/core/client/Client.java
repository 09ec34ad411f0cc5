package dev.symbolon.core.client;

import dev.symbolon.core.oauth.ResponseType;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A registered client (RFC 6749 §2), and the questions that endpoints have about it.
 *
 * @param tenant the id of the tenant that it belongs to
 * @param registrar who registered it
 * @param profile what it is held to: its own, or what all are
 * @param usedAt when it last proved who it is, give or take a day; absent where it never did
 */
public record Client(
        String tenant,
        String clientId,
        ClientMetadata metadata,
        ClientSecrets secrets,
        Instant createdAt,
        Instant updatedAt,
        Registrar registrar,
        Profile profile,
        @Nullable Instant usedAt) {

    /** The same client, which has just proved who it is. */
    Client usedAt(Instant now) {
        return new Client(
                tenant, clientId, metadata, secrets, createdAt, updatedAt, registrar, profile, now);
    }

    /**
     * The rules of its profile that its metadata breaks: it was registered before it was held to
     * that.
     */
    public List<String> breaksOfProfile() {
        return profile == Profile.OAUTH_2_1
                ? List.of()
                : ProfileRule.required(metadata, profile).stream()
                        .filter(rule -> !rule.holdsFor(metadata))
                        .map(Rule::id)
                        .toList();
    }

    /** RFC 7591 §2, grant_types. */
    public boolean mayUse(String grantType) {
        return metadata.grantTypes().contains(grantType);
    }

    /** RFC 7591 §2, response_types; and what it registered before it was held to its profile. */
    public boolean mayAskFor(ResponseType type) {
        return metadata.responseTypes().contains(type.wire()) && profile.allows(type);
    }

    /**
     * The presented URI itself, where answers may be sent to it; see {@link RedirectUri#matches}.
     */
    public Optional<String> redirectUriFor(String presented) {
        return among(metadata.redirectUris(), presented);
    }

    /**
     * The presented URI itself, where a browser may be sent after logout; RP-Initiated Logout §3.
     */
    public Optional<String> postLogoutRedirectUriFor(String presented) {
        return among(metadata.postLogoutRedirectUris(), presented);
    }

    private Optional<String> among(List<RedirectUri> registered, String presented) {
        boolean matches =
                registered.stream()
                        .anyMatch(uri -> uri.matches(presented, metadata.applicationType()));
        return matches ? Optional.of(presented) : Optional.empty();
    }

    /** RFC 9700 §2.1.1; false only for an old confidential client. */
    public boolean requiresPkce() {
        return metadata.requirePkce() && (profile != Profile.COMPATIBLE || isPublic());
    }

    /** RFC 6749 §2.1: it has nothing to authenticate with. */
    public boolean isPublic() {
        return metadata.tokenEndpointAuthMethod() == AuthenticationMethod.NONE;
    }

    /**
     * Whether it can be reached on the person's own device only, and proves nothing: any program
     * there could say that it is this one (RFC 8252 §8.6).
     */
    public boolean isLocal() {
        return isPublic()
                && !metadata.redirectUris().isEmpty()
                && metadata.redirectUris().stream().noneMatch(RedirectUri::isRemote);
    }

    /** What it may ask for at most. */
    public Scope scope() {
        return metadata.scope();
    }

    /** RFC 9396 §10; one that the client did not name, it may not ask for. */
    public boolean mayAskForDetailsOf(String type) {
        return metadata.authorizationDetailsTypes().contains(type);
    }

    /**
     * Whether a person has to be asked. An administrator can spare people the question for a client
     * of the house, but never for access that goes on while they are away.
     */
    public boolean needsConsentFor(Scope asked) {
        return !metadata.firstParty() || asked.has(Scope.OFFLINE_ACCESS);
    }

    public String name() {
        return name(List.of());
    }

    /** For people; the client_id where it gave no name. */
    public String name(List<Locale> wished) {
        return presentation().clientName().in(wished).orElse(clientId);
    }

    public Presentation presentation() {
        return metadata.presentation();
    }
}
