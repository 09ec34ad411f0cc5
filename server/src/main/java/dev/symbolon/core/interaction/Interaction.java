package dev.symbolon.core.interaction;

import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.tenant.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser's unfinished request. One that exists was begun by the browser at hand, less than an
 * hour ago, and is not finished. Signing in, choosing and allowing are marks of one account: when
 * another one comes in between, its marks fall.
 *
 * @param id as it stands in addresses; the database has its hash
 * @param browserHash of the browser that began it
 * @param returnPath a path of the tenant's; {@link #ID} in it stands for the id
 * @param details JSON that whoever began it understands
 * @param accountId whose marks the next ones are; absent before the first
 * @param sessionId the session that began when the person signed in during this interaction
 * @param signedInAt when the person signed in during this interaction (prompt=login, max_age)
 * @param consentedAt when the person allowed what is asked
 * @param declinedAt when the person refused, or left sign-in by its button
 * @param accountChosen whether the person chose the account (prompt=select_account)
 */
public record Interaction(
        String tenant,
        String id,
        FlowId flow,
        String browserHash,
        String returnPath,
        String details,
        Ask ask,
        @Nullable String accountId,
        @Nullable String sessionId,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant signedInAt,
        @Nullable Instant consentedAt,
        @Nullable Instant declinedAt,
        boolean accountChosen) {

    /** Stands for the interaction's id in a return path. */
    public static final String ID = "{id}";

    /** Whether this account signed in during the interaction. */
    public boolean signedInBy(String account) {
        return signedInAt != null && account.equals(accountId);
    }

    /** Whether this account allowed what is asked. */
    public boolean consentedBy(String account) {
        return consentedAt != null && account.equals(accountId);
    }

    /** Whether the person chose this account, by button or by signing in to it. */
    public boolean chosenBy(String account) {
        return accountChosen && account.equals(accountId);
    }

    public boolean isDeclined() {
        return declinedAt != null;
    }

    /** Where the browser goes when the page is done: a path on the tenant's host. */
    public String returnsTo(Tenant issuer) {
        return issuer.basePath() + returnPath.replace(ID, id);
    }

    /** Where it goes when the person gave up: a page of ours would only ask again. */
    public String leavesTo(Tenant issuer) {
        return ask.clientId() == null ? issuer.basePath() + "/" : returnsTo(issuer);
    }

    /**
     * Whether the path stays on our host, whoever reads it: browsers take a second slash, a
     * backslash or a tab for the start of a host (CWE-601).
     */
    public static boolean isOurs(String path) {
        return path.length() <= 2000
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
    }
}
