package dev.symbolon.core.assertion;

/** What both sides of an ID-JAG call it. */
public final class IdJag {

    /** ID-JAG §3: the header's typ. */
    public static final String TYP = "oauth-id-jag+jwt";

    /** ID-JAG §4.3: what is asked for in an exchange. */
    public static final String TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id-jag";

    /** ID-JAG §7: for the receiving server's metadata. */
    public static final String PROFILE = "urn:ietf:params:oauth:grant-profile:id-jag";

    private IdJag() {}
}
