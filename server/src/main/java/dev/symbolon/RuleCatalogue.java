package dev.symbolon;

import dev.symbolon.core.assertion.AssertionRule;
import dev.symbolon.core.browser.BrowserRules;
import dev.symbolon.core.client.DocumentRule;
import dev.symbolon.core.client.EncryptionRule;
import dev.symbolon.core.client.MetadataRule;
import dev.symbolon.core.client.ProfileRule;
import dev.symbolon.core.client.RedirectUriRule;
import dev.symbolon.core.client.attestation.AttestationRule;
import dev.symbolon.core.client.authentication.AuthenticationRule;
import dev.symbolon.core.client.registration.RegistrationRule;
import dev.symbolon.core.client.registration.StatementRule;
import dev.symbolon.core.details.DetailsRule;
import dev.symbolon.core.details.DetailsTypeRule;
import dev.symbolon.core.dpop.DpopRule;
import dev.symbolon.core.mail.MailRule;
import dev.symbolon.core.mtls.MutualTlsRule;
import dev.symbolon.core.oauth.ClaimsRule;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.resource.ResourceRule;
import dev.symbolon.core.resource.TargetRule;
import dev.symbolon.core.tokens.BearerToken;
import dev.symbolon.identity.invitation.InvitationRule;
import dev.symbolon.identity.signin.SignInRule;
import dev.symbolon.identity.signup.SignUpRule;
import dev.symbolon.operator.inspector.InspectorRule;
import dev.symbolon.protocol.authorize.AuthorizeRule;
import dev.symbolon.protocol.authorize.DecisionRule;
import dev.symbolon.protocol.authorize.PushedRequestRule;
import dev.symbolon.protocol.authorize.RequestObjectRule;
import dev.symbolon.protocol.authorize.ReturnAddressRule;
import dev.symbolon.protocol.backchannel.BackchannelRule;
import dev.symbolon.protocol.device.DeviceRule;
import dev.symbolon.protocol.discovery.ResourceMetadataRule;
import dev.symbolon.protocol.introspection.IntrospectionRule;
import dev.symbolon.protocol.logout.LogoutRule;
import dev.symbolon.protocol.revocation.RevocationRule;
import dev.symbolon.protocol.token.CibaGrantRule;
import dev.symbolon.protocol.token.DeviceCodeRule;
import dev.symbolon.protocol.token.IdJagRule;
import dev.symbolon.protocol.token.TokenExchangeRule;
import dev.symbolon.protocol.token.TokenRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every rule of the program, for the pages that explain them; a test finds one that is missing
 * here.
 */
final class RuleCatalogue {

    static final List<Rule> ALL =
            Stream.<Rule[]>of(
                            HttpRule.values(),
                            ReturnAddressRule.values(),
                            AuthorizeRule.values(),
                            PushedRequestRule.values(),
                            RequestObjectRule.values(),
                            DecisionRule.values(),
                            EncryptionRule.values(),
                            ClaimsRule.values(),
                            AuthenticationRule.values(),
                            AttestationRule.values(),
                            InvitationRule.values(),
                            TargetRule.values(),
                            DetailsRule.values(),
                            TokenRule.values(),
                            DeviceRule.values(),
                            DeviceCodeRule.values(),
                            BackchannelRule.values(),
                            CibaGrantRule.values(),
                            TokenExchangeRule.values(),
                            AssertionRule.values(),
                            IdJagRule.values(),
                            BearerToken.Requirement.values(),
                            DpopRule.values(),
                            MutualTlsRule.values(),
                            IntrospectionRule.values(),
                            RevocationRule.values(),
                            LogoutRule.values(),
                            MailRule.values(),
                            SignInRule.values(),
                            SignUpRule.values(),
                            InspectorRule.values(),
                            ProfileRule.values(),
                            BrowserRules.values(),
                            MetadataRule.values(),
                            RedirectUriRule.values(),
                            DocumentRule.values(),
                            ResourceMetadataRule.values(),
                            RegistrationRule.values(),
                            StatementRule.values(),
                            ResourceRule.values(),
                            DetailsTypeRule.values())
                    .flatMap(Stream::of)
                    .toList();

    private RuleCatalogue() {}
}
