package dev.symbolon.core.client;

import static dev.symbolon.core.client.DocumentRule.*;

import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Published;
import dev.symbolon.base.fetch.Published.Copy;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Rule;
import dev.symbolon.core.oauth.Trace;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that nobody registered: their {@code client_id} is the address of a document with their
 * metadata (draft-ietf-oauth-client-id-metadata-document-03). Only documents of trusted hosts are
 * read, and kept as their answers say; one that is wrong is not kept (§5.2).
 */
public final class ClientDocuments {

    private static final int LONGEST_ADDRESS = 500;
    private static final int LONGEST_DOCUMENT = 16 * 1024;

    private final DocumentSettings settings;
    private final Published<Document> documents;

    /**
     * @param methods the ways of authentication that documents may name
     */
    public ClientDocuments(
            DocumentSettings settings,
            Set<AuthenticationMethod> methods,
            Fetcher fetcher,
            InstantSource clock) {
        this.settings = settings;
        // Held to what the tenant asks where the client is used.
        Terms terms = new Terms(Profile.OAUTH_2_1, FrontChannel.NONE, methods);
        this.documents =
                new Published<>(
                        fetcher,
                        "application/json",
                        (address, fetched) -> read(address, fetched, terms),
                        Duration.ZERO,
                        clock);
    }

    /** Believes nobody's. */
    public static ClientDocuments none(InstantSource clock) {
        return new ClientDocuments(
                DocumentSettings.none(), Set.of(), new Fetcher(FetchSettings.defaults()), clock);
    }

    /** A document that was read: the same client for all who ask in one tenant. */
    record Document(String id, ClientMetadata metadata, Map<String, Client> byTenant) {
        Client in(String tenant, Profile standard, Instant readAt) {
            return byTenant.computeIfAbsent(
                    tenant,
                    _ ->
                            new Client(
                                    tenant,
                                    id,
                                    metadata,
                                    ClientSecrets.NONE,
                                    readAt,
                                    readAt,
                                    Registrar.DOCUMENT,
                                    standard,
                                    null));
        }
    }

    /** Whether it is meant as an address: no registered client_id has a colon. */
    static boolean isAddress(String clientId) {
        return clientId.startsWith("https://");
    }

    /** The client, whose document is read for it where that is not known; 5 seconds at most. */
    Optional<Client> find(String tenant, Profile standard, String clientId) {
        return trusted(new Trace(), clientId)
                .flatMap(address -> client(tenant, standard, documents.at(address)));
    }

    /** The client where its document has been read before: nothing is asked for it. */
    Optional<Client> known(String tenant, Profile standard, String clientId) {
        return trusted(new Trace(), clientId)
                .flatMap(documents::known)
                .flatMap(copy -> client(tenant, standard, copy));
    }

    private static Optional<Client> client(String tenant, Profile standard, Copy<Document> copy) {
        return copy.read().map(document -> document.in(tenant, standard, copy.readAt()));
    }

    /** For developers: why there is no such client. */
    String why(String clientId) {
        Trace trace = new Trace();
        Optional<URI> address = trusted(trace, clientId);
        return address.isEmpty()
                ? told(trace.checks().getLast().rule())
                : documents.known(address.get()).map(Copy::problem).orElse("not asked yet");
    }

    /** The address, where it is one of a trusted host. */
    private Optional<URI> trusted(Trace trace, String clientId) {
        @Nullable URI address = address(clientId);
        if (address == null) {
            trace.fails(ADDRESS);
            return Optional.empty();
        }
        trace.require(ADDRESS, true);
        if (!settings.trusts(address.getHost())) {
            trace.fails(TRUSTED);
            return Optional.empty();
        }
        trace.require(TRUSTED, true);
        return Optional.of(address);
    }

    /** §3; absent where it is none. */
    private static @Nullable URI address(String clientId) {
        @Nullable URI uri =
                clientId.length() > LONGEST_ADDRESS
                        ? null
                        : RedirectUri.parse(clientId).orElse(null);
        boolean fits =
                uri != null
                        && isAddress(clientId)
                        && !uri.getRawPath().isEmpty()
                        && uri.getRawFragment() == null
                        && uri.getRawUserInfo() == null
                        && Stream.of(uri.getRawPath().split("/"))
                                .map(part -> part.toLowerCase(Locale.ROOT).replace("%2e", "."))
                                .noneMatch(List.of(".", "..")::contains);
        return fits ? uri : null;
    }

    static Document read(URI address, Fetched fetched, Terms terms) throws Unreachable {
        Trace trace = new Trace();
        try {
            trace.require(MEDIA_TYPE, isJson(fetched));
            Map<String, Object> document = new LinkedHashMap<>(Json.object(fetched.text()));
            trace.require(SAME_ID, address.toString().equals(document.get("client_id")));
            document.putIfAbsent("token_endpoint_auth_method", AuthenticationMethod.NONE.wire());
            document.computeIfAbsent("application_type", _ -> type(document));
            Registration read = Registration.of(trace, Registrar.DOCUMENT, terms, document);
            trace.require(
                    NO_SECRET,
                    !read.metadata().tokenEndpointAuthMethod().usesSecret()
                            && !document.containsKey("client_secret")
                            && !document.containsKey("client_secret_expires_at"));
            return new Document(address.toString(), read.metadata(), new ConcurrentHashMap<>());
        } catch (Refusal refusal) {
            throw new Unreachable(refusal.rule().id() + ": " + refusal.description());
        } catch (Json.Malformed malformed) {
            throw new Unreachable(told(MEDIA_TYPE) + " " + malformed.getMessage());
        }
    }

    private static boolean isJson(Fetched fetched) {
        String type =
                fetched.header("content-type")
                        .orElse("")
                        .split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return fetched.body().length <= LONGEST_DOCUMENT
                && (type.equals("application/json")
                        || (type.startsWith("application/") && type.endsWith("+json")));
    }

    /** Many documents do not say; whoever has a plain http address has it on the own machine. */
    private static String type(Map<String, Object> document) {
        boolean local =
                document.get("redirect_uris") instanceof List<?> uris
                        && uris.stream().anyMatch(uri -> String.valueOf(uri).startsWith("http:"));
        return (local ? ApplicationType.NATIVE : ApplicationType.WEB).wire();
    }

    private static String told(Rule rule) {
        return rule.id() + ": " + rule.card().statement();
    }
}
