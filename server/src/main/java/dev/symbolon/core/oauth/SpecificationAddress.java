package dev.symbolon.core.oauth;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the source of a rule is published: {@code RFC 7636 §4.6}, {@code Core §3.1.2.1}. */
public final class SpecificationAddress {

    private static final Pattern RFC = Pattern.compile("RFC (\\d+)(?: §(\\d+(?:\\.\\d+)*))?.*");
    private static final Pattern NAMED = Pattern.compile("(.*?)(?: §.*)?");

    private static final String OPENID = "https://openid.net/specs/";

    private static final Map<String, String> PUBLISHED =
            Map.ofEntries(
                    entry(
                            "Attestation-Based Client Authentication",
                            "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-attestation-based-client-auth-11"),
                    entry(
                            "Client ID Metadata Document",
                            "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-03"),
                    entry(
                            "CIBA",
                            OPENID
                                    + "openid-client-initiated-backchannel-authentication-core-1_0.html"),
                    entry("Core", OPENID + "openid-connect-core-1_0.html"),
                    entry(
                            "OpenID Connect Registration",
                            OPENID + "openid-connect-registration-1_0.html"),
                    entry("FAPI 2.0 Message Signing", OPENID + "fapi-message-signing-2_0.html"),
                    entry(
                            "FAPI 2.0 Security Profile",
                            OPENID + "fapi-security-profile-2_0-final.html"),
                    entry("Front-Channel Logout", OPENID + "openid-connect-frontchannel-1_0.html"),
                    entry("Back-Channel Logout", OPENID + "openid-connect-backchannel-1_0.html"),
                    entry("Prompt Create", OPENID + "openid-connect-prompt-create-1_0.html"),
                    entry("RP-Initiated Logout", OPENID + "openid-connect-rpinitiated-1_0.html"),
                    entry(
                            "Multiple Response Types",
                            OPENID + "oauth-v2-multiple-response-types-1_0.html"),
                    entry(
                            "ID-JAG",
                            "https://datatracker.ietf.org/doc/draft-ietf-oauth-identity-assertion-authz-grant/"),
                    entry("NIST SP 800-63B-4", "https://pages.nist.gov/800-63-4/sp800-63b.html"),
                    entry("OWASP ASVS 5.0", "https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en"));

    private SpecificationAddress() {}

    /** Nothing where it is not published at an address that can be told from its name. */
    public static Optional<String> of(String source) {
        Matcher rfc = RFC.matcher(source);
        if (rfc.matches()) {
            String section = rfc.group(2) == null ? "" : "#section-" + rfc.group(2);
            return Optional.of("https://www.rfc-editor.org/rfc/rfc" + rfc.group(1) + section);
        }
        Matcher named = NAMED.matcher(source);
        return named.matches()
                ? Optional.ofNullable(PUBLISHED.get(named.group(1)))
                : Optional.empty();
    }
}
