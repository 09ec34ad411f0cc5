package dev.symbolon.examples.mooring;

import com.nimbusds.oauth2.sdk.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, from an access token that was validated.
 *
 * @param subject the person, or the client itself where it acts on its own behalf
 * @param clientId the app that calls
 * @param signedInAt when the person signed in (RFC 9068 §2.2.1); absent where the token does not
 *     say
 */
record Caller(String subject, String clientId, Scope scope, @Nullable Instant signedInAt) {

    boolean signedInSince(Instant earliest) {
        return signedInAt != null && !signedInAt.isBefore(earliest);
    }
}
