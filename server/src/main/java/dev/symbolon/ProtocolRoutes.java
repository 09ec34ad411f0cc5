package dev.symbolon;

import dev.symbolon.Dispatch.Mount;
import dev.symbolon.base.html.Assets;
import dev.symbolon.base.html.Languages;
import dev.symbolon.base.http.Cors;
import dev.symbolon.base.http.Routes;
import dev.symbolon.core.assertion.AssertionKind;
import dev.symbolon.core.assertion.Assertions;
import dev.symbolon.core.assertion.TrustedIssuers;
import dev.symbolon.core.browser.FormGuard;
import dev.symbolon.core.browser.FormPostView;
import dev.symbolon.core.browser.Screen;
import dev.symbolon.core.client.ClientEncryption;
import dev.symbolon.core.client.ClientSignatures;
import dev.symbolon.core.client.attestation.AttestationChallenges;
import dev.symbolon.core.client.attestation.Attestations;
import dev.symbolon.core.client.authentication.ClientAuthentication;
import dev.symbolon.core.client.registration.ClientInformation;
import dev.symbolon.core.client.registration.RegistrationSettings;
import dev.symbolon.core.client.registration.SoftwareStatements;
import dev.symbolon.core.dpop.DpopProofs;
import dev.symbolon.core.oauth.Prompt;
import dev.symbolon.core.resource.DetailTargets;
import dev.symbolon.core.resource.Targets;
import dev.symbolon.core.tokens.AskedElsewhere;
import dev.symbolon.core.tokens.AssertionGrants;
import dev.symbolon.core.tokens.BearerToken;
import dev.symbolon.identity.account.StandardClaims;
import dev.symbolon.identity.session.Acr;
import dev.symbolon.identity.session.SigningOut;
import dev.symbolon.protocol.attestation.ChallengeEndpoint;
import dev.symbolon.protocol.authorize.AuthorizeEndpoint;
import dev.symbolon.protocol.authorize.PushedRequestEndpoint;
import dev.symbolon.protocol.authorize.PushedRequests;
import dev.symbolon.protocol.authorize.RequestObjects;
import dev.symbolon.protocol.backchannel.BackchannelAuthenticationEndpoint;
import dev.symbolon.protocol.checksession.CheckSessionEndpoint;
import dev.symbolon.protocol.device.DeviceAuthorizationEndpoint;
import dev.symbolon.protocol.discovery.JwksEndpoint;
import dev.symbolon.protocol.discovery.MetadataEndpoint;
import dev.symbolon.protocol.discovery.ResourceMetadataEndpoint;
import dev.symbolon.protocol.introspection.IntrospectionEndpoint;
import dev.symbolon.protocol.logout.LogoutEndpoint;
import dev.symbolon.protocol.registration.ConfigurationEndpoint;
import dev.symbolon.protocol.registration.RegistrationEndpoint;
import dev.symbolon.protocol.revocation.RevocationEndpoint;
import dev.symbolon.protocol.token.AuthorizationCodeGrant;
import dev.symbolon.protocol.token.CibaGrant;
import dev.symbolon.protocol.token.ClientCredentialsGrant;
import dev.symbolon.protocol.token.DeviceCodeGrant;
import dev.symbolon.protocol.token.GrantType;
import dev.symbolon.protocol.token.IdJagExchange;
import dev.symbolon.protocol.token.JwtBearerGrant;
import dev.symbolon.protocol.token.RefreshTokenGrant;
import dev.symbolon.protocol.token.SubjectTokens;
import dev.symbolon.protocol.token.TokenEndpoint;
import dev.symbolon.protocol.token.TokenExchangeGrant;
import dev.symbolon.protocol.token.Tokens;
import dev.symbolon.protocol.userinfo.UserinfoEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Mounts what apps speak to: an address leads to its endpoint, an endpoint to its package, a
 * package to its specification.
 */
final class ProtocolRoutes {

    private static final String TOKEN = "/oauth/token";
    private static final String CLIENT = ClientInformation.PATH + "/{client_id}";

    private ProtocolRoutes() {}

    static void mount(
            Routes.Builder<Mount> routes,
            Mounts page,
            Parts parts,
            Screen screen,
            FormGuard formGuard,
            Assets assets) {
        var signatures = new ClientSignatures(parts.crypto(), parts.remoteKeys());
        var encryption = new ClientEncryption(parts.crypto(), parts.remoteKeys());
        var challenges =
                new AttestationChallenges(
                        parts.keys(),
                        parts.config().attestation().requireChallenge(),
                        parts.clock());
        var attestations =
                new Attestations(parts.attesters(), challenges, parts.crypto(), parts.clock());
        var authentication =
                new ClientAuthentication(
                        parts.clients(),
                        parts.database(),
                        signatures,
                        parts.sealedSecrets(),
                        attestations,
                        parts.mutualTls(),
                        parts.clock(),
                        TOKEN);
        var targets = new Targets(parts.resources());
        var detailTargets = new DetailTargets(parts.resources());
        var tokens =
                new Tokens(parts.accounts(), targets, detailTargets, parts.issuer(), encryption);
        var proofs =
                new DpopProofs(
                        parts.database(),
                        parts.keys(),
                        parts.crypto(),
                        parts.config().dpop(),
                        parts.mutualTls(),
                        parts.clock());
        var bearer = new BearerToken(parts.accessTokens(), proofs, parts.clients());

        List<GrantType> grants =
                new ArrayList<>(
                        List.of(
                                new AuthorizationCodeGrant(
                                        parts.codes(), parts.sessions(), parts.accounts(), tokens),
                                new RefreshTokenGrant(parts.refreshTokens(), tokens, parts.clock()),
                                new ClientCredentialsGrant(targets, detailTargets, parts.issuer()),
                                new DeviceCodeGrant(
                                        parts.devices().pending(), tokens, parts.clock()),
                                new CibaGrant(parts.backchannel().pending(), tokens, parts.clock()),
                                new TokenExchangeGrant(
                                        new SubjectTokens(
                                                parts.accessTokens(),
                                                parts.resources(),
                                                parts.subjects()),
                                        new IdJagExchange(
                                                parts.keys(),
                                                parts.grants(),
                                                parts.refreshTokens(),
                                                parts.accounts(),
                                                parts.subjects(),
                                                parts.clock()),
                                        targets,
                                        detailTargets,
                                        parts.issuer())));
        var trusted =
                TrustedIssuers.of(
                        parts.config().assertions().trustedIssuers(),
                        parts.crypto(),
                        parts.remoteKeys()::at);
        if (!trusted.isEmpty()) {
            grants.add(
                    new JwtBearerGrant(
                            new Assertions(trusted, parts.clock(), TOKEN),
                            parts.accounts(),
                            targets,
                            new AssertionGrants(parts.database(), parts.grants(), parts.clock()),
                            parts.issuer()));
        }
        var token = new TokenEndpoint(authentication, encryption, proofs, grants);
        var asked = new AskedElsewhere(targets, detailTargets);
        var device = new DeviceAuthorizationEndpoint(authentication, asked, parts.devices());
        var backchannel =
                new BackchannelAuthenticationEndpoint(
                        authentication,
                        signatures,
                        asked,
                        parts.accounts(),
                        parts.subjects(),
                        parts.keys(),
                        parts.throttle(),
                        parts.userCodes(),
                        parts.backchannel(),
                        screen,
                        parts.mails(),
                        parts.clock());
        var prompts = Prompt.offered(parts.config().signUp().enabled());
        var pushedRequests = new PushedRequests(parts.database(), parts.clock());
        var requestObjects =
                new RequestObjects(
                        parts.clients(), signatures, parts.keys(), parts.fetcher(), parts.clock());
        var push =
                new PushedRequestEndpoint(
                        authentication,
                        proofs,
                        parts.clients(),
                        pushedRequests,
                        requestObjects,
                        parts.keys(),
                        parts.subjects(),
                        parts.resources(),
                        prompts,
                        parts.clock());
        var authorize =
                new AuthorizeEndpoint(
                        parts.clients(),
                        parts.sessions(),
                        parts.interactions(),
                        parts.codes(),
                        parts.grants(),
                        parts.accounts(),
                        parts.issuer(),
                        pushedRequests,
                        requestObjects,
                        parts.keys(),
                        parts.subjects(),
                        encryption,
                        parts.resources(),
                        parts.consents(),
                        prompts,
                        parts.clock(),
                        (exchange, action, fields) ->
                                screen.show(
                                        exchange, new FormPostView(URI.create(action), fields)));
        var registration = parts.config().registration();
        var mode = registration.mode();
        var statements = new SoftwareStatements(registration, parts.crypto(), parts.clock());
        var metadata =
                new MetadataEndpoint(
                        parts.clients().methods(),
                        parts.mutualTls(),
                        token.grantTypes(),
                        Acr.supported(),
                        StandardClaims.supported(),
                        Languages.TAGS,
                        prompts,
                        parts.resources(),
                        mode != RegistrationSettings.Mode.OFF,
                        parts.config().clientDocuments().isOn(),
                        parts.config().clients(),
                        trusted.accept(AssertionKind.ID_JAG),
                        parts.config().sessions().checkIframe(),
                        challenges.areRequired());
        var userinfo =
                new UserinfoEndpoint(
                        bearer,
                        parts.accounts(),
                        parts.clients(),
                        parts.grants(),
                        parts.subjects(),
                        parts.keys(),
                        encryption);
        var introspection =
                new IntrospectionEndpoint(
                        authentication,
                        parts.accessTokens(),
                        parts.refreshTokens(),
                        parts.resources(),
                        parts.subjects(),
                        parts.keys(),
                        encryption,
                        parts.clock());
        var revocation =
                new RevocationEndpoint(
                        authentication,
                        parts.accessTokens(),
                        parts.refreshTokens(),
                        parts.subjects(),
                        parts.grants());
        var logout =
                new LogoutEndpoint(
                        parts.clients(),
                        parts.keys(),
                        parts.sessions(),
                        parts.accounts(),
                        formGuard,
                        screen,
                        new SigningOut(screen, parts.sessions(), parts.clients()));
        var jwks = new JwksEndpoint(parts.keys());
        var register =
                new RegistrationEndpoint(
                        mode, parts.initialAccessTokens(), statements, parts.registrations());
        var configuration =
                new ConfigurationEndpoint(mode, statements, parts.registrations(), parts.clock());

        var api = new Mounts(Cors.API, JsonErrors::of, JsonErrors::of);
        var document = new Mounts(Cors.PUBLIC, JsonErrors::of, JsonErrors::of);
        var managed = new Mounts(Cors.MANAGED, JsonErrors::of, JsonErrors::of);
        var backend = new Mounts(Cors.NONE, JsonErrors::of, JsonErrors::of);
        routes.get("/.well-known/openid-configuration", document.of(metadata))
                .get("/.well-known/oauth-authorization-server", document.of(metadata))
                .get(
                        ResourceMetadataEndpoint.PATH,
                        document.of(new ResourceMetadataEndpoint(parts.resources())))
                .get("/oauth/jwks", document.of(jwks))
                .getOnly("/oauth/authorize", page.of(authorize))
                .post("/oauth/authorize", page.of(authorize))
                .getOnly("/oauth/authorize/resume/{id}", page.of(authorize::resume))
                .post("/oauth/par", api.of(push))
                .post("/oauth/device", backend.of(device))
                .post("/oauth/bc-authorize", backend.of(backchannel))
                .post(TOKEN, api.of(token))
                .get("/oauth/userinfo", api.of(userinfo))
                .post("/oauth/userinfo", api.of(userinfo))
                .post("/oauth/revoke", api.of(revocation))
                .post("/oauth/introspect", backend.of(introspection))
                .getOnly("/oauth/logout", page.of(logout))
                .post("/oauth/logout", page.of(logout))
                .post("/oauth/logout/confirm", page.of(logout::confirm))
                .get(CLIENT, managed.of(configuration::read))
                .add("PUT", CLIENT, managed.of(configuration::update))
                .add("DELETE", CLIENT, managed.of(configuration::remove));
        if (parts.config().sessions().checkIframe()) {
            routes.getOnly(CheckSessionEndpoint.PATH, page.of(new CheckSessionEndpoint(assets)));
        }
        if (attestations.areOffered() && challenges.areRequired()) {
            routes.post(ChallengeEndpoint.PATH, api.of(new ChallengeEndpoint(challenges, proofs)));
        }
        if (mode != RegistrationSettings.Mode.OFF) {
            routes.post(ClientInformation.PATH, api.of(register));
        }
    }
}
