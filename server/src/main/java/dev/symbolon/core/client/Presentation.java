package dev.symbolon.core.client;

import dev.symbolon.core.oauth.LocalizedText;
import java.util.List;

/**
 * What people are shown of a client, in the languages it gave (RFC 7591 §2 and §2.2). Written by
 * the client's owner: a page says that, and escapes it.
 *
 * @param clientUri like the other three, texts that are https URLs (http on the loopback)
 * @param contacts mostly mail addresses; for administrators, not for users
 */
public record Presentation(
        LocalizedText clientName,
        LocalizedText clientUri,
        LocalizedText logoUri,
        LocalizedText policyUri,
        LocalizedText tosUri,
        List<String> contacts) {

    public Presentation {
        contacts = List.copyOf(contacts);
    }
}
