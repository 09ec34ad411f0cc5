package dev.symbolon.core.client.authentication;

import dev.symbolon.core.client.Client;

/**
 * A client that proved who it is; a public one only said so.
 *
 * @param method as in {@code token_endpoint_auth_method}
 */
public record AuthenticatedClient(Client client, String method) {}
