package dev.symbolon.core.tokens;

import org.jspecify.annotations.Nullable;

/**
 * An app's request that waits for the person it named (CIBA §7.1).
 *
 * @param bindingMessage what the app shows too; absent where it sent none
 */
public record BackchannelRequest(PendingAuthorization pending, @Nullable String bindingMessage) {

    public String clientId() {
        return pending.approval().clientId();
    }
}
