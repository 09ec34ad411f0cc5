package dev.symbolon.core.client;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the address that a client names as its sector speaks for it (OpenID Connect Registration
 * §5): anybody could name somebody else's, and then learn who their people are there.
 */
final class SectorIdentifiers {

    private final Fetcher fetcher;

    SectorIdentifiers(Fetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * Asks the address, where there is one; for 5 seconds at most.
     *
     * @throws dev.symbolon.core.oauth.Refusal where it does not list all redirect URIs
     */
    void require(Trace trace, ClientMetadata metadata) {
        @Nullable URI address = metadata.sectorIdentifierUri();
        if (address == null) {
            return;
        }
        Set<String> own =
                Set.copyOf(metadata.redirectUris().stream().map(RedirectUri::value).toList());
        Object listed = listed(address);
        trace.require(
                MetadataRule.SECTOR_LISTS,
                listed instanceof List<?> uris && uris.containsAll(own),
                own,
                listed);
    }

    private Object listed(URI address) {
        try {
            Fetched fetched = fetcher.get(address, "application/json");
            return fetched.status() == 200
                    ? Json.list(fetched.text())
                    : address + ": it answered " + fetched.status();
        } catch (Unreachable away) {
            return address + ": " + away.getMessage();
        } catch (Json.Malformed malformed) {
            return "no JSON array: " + malformed.getMessage();
        }
    }
}
