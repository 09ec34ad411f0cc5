package dev.symbolon.protocol.logout;

import dev.symbolon.core.oauth.FlowId;

/**
 * A client that is to be told of a session's end.
 *
 * @param id the jti of its logout tokens
 * @param flow in which it is seen: the one that ended the session
 * @param tries how often it was told, this time included
 */
record LogoutNotice(
        String tenant,
        String id,
        String clientId,
        String accountId,
        String sid,
        FlowId flow,
        int tries) {}
