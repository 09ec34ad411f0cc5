package dev.symbolon.core.client;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Unreachable;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Client metadata documents, as some address answers. */
public final class DocumentFuzz {

    public static final List<String> SEEDS =
            List.of(
                    "{\"client_id\":\"https://a.example/c\",\"redirect_uris\":[\"http://[::1]/\"]}",
                    "{\"client_id\":\"https://a.example/c\",\"client_secret\":\"\"}",
                    "[]");

    private static final URI ADDRESS = URI.create("https://a.example/c");

    private DocumentFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            ClientDocuments.read(
                    ADDRESS,
                    new Fetched(200, Map.of("content-type", "application/json"), data),
                    MetadataExamples.TERMS);
        } catch (Unreachable refused) {
            // What it should say.
        }
    }
}
