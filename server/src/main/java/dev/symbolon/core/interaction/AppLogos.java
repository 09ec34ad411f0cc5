package dev.symbolon.core.interaction;

import dev.symbolon.base.fetch.Fetched;
import dev.symbolon.base.fetch.Fetcher;
import dev.symbolon.base.fetch.Published;
import dev.symbolon.base.fetch.Unreachable;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import dev.symbolon.core.client.Client;
import dev.symbolon.core.client.Clients;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of apps ({@code logo_uri}, RFC 7591 §2), fetched by the server and shown as its own:
 * the app's site does not learn who is about to sign in. Only of apps that an administrator
 * registered, or let in by a setting: a picture is what a person believes first, and anybody can
 * show somebody else's.
 */
public final class AppLogos {

    private static final int LARGEST = 64 * 1024;
    private static final int MOST_KEPT = 300;
    private static final int KEY = 12;

    private final Clients clients;
    private final Set<Registrar> trusted;
    private final Published<Picture> pictures;
    private final Set<URI> asked = ConcurrentHashMap.newKeySet();

    /**
     * @param ofStrangers whether those of apps that registered themselves are shown, too
     */
    public AppLogos(Clients clients, boolean ofStrangers, Fetcher fetcher, InstantSource clock) {
        this.clients = clients;
        this.trusted =
                ofStrangers
                        ? EnumSet.of(Registrar.ADMINISTRATOR, Registrar.CLIENT)
                        : EnumSet.of(Registrar.ADMINISTRATOR);
        this.pictures =
                new Published<>(
                        fetcher,
                        "image/png, image/jpeg, image/webp, image/gif",
                        AppLogos::read,
                        Published.PAUSE,
                        MOST_KEPT,
                        clock);
    }

    /** By what its bytes begin with, whatever the answer said: no SVG, which could hold scripts. */
    private enum Type {
        PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
        JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
        GIF("image/gif", 0, "GIF8"),
        WEBP("image/webp", 8, "WEBP");

        private final String media;
        private final int offset;
        private final String magic;

        Type(String media, int offset, String magic) {
            this.media = media;
            this.offset = offset;
            this.magic = magic;
        }

        private boolean begins(byte[] bytes) {
            byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
            int end = offset + expected.length;
            return bytes.length > end
                    && Arrays.equals(Arrays.copyOfRange(bytes, offset, end), expected);
        }
    }

    private record Picture(String media, byte[] bytes) {}

    private static Picture read(URI address, Fetched fetched) throws Unreachable {
        byte[] bytes = fetched.body();
        if (bytes.length > LARGEST) {
            throw new Unreachable("a logo has at most " + LARGEST + " bytes");
        }
        for (Type type : Type.values()) {
            if (type.begins(bytes)) {
                return new Picture(type.media, bytes);
            }
        }
        throw new Unreachable("no PNG, JPEG, GIF or WebP");
    }

    /**
     * The path of the picture of who asks, where it is at hand. Where it is not, it is fetched
     * meanwhile for who comes next: nobody waits for an app's site.
     */
    public @Nullable String of(Tenant tenant, Ask ask) {
        URI address = ask.logo();
        String clientId = ask.clientId();
        if (address == null || clientId == null || !addresses(tenant, clientId).contains(address)) {
            return null;
        }
        boolean there = pictures.known(address).flatMap(Published.Copy::read).isPresent();
        if (!there && asked.add(address)) {
            Thread.ofVirtual()
                    .name("logo")
                    .start(() -> {
                        try {
                            pictures.at(address);
                        } finally {
                            asked.remove(address);
                        }
                    });
        }
        return there ? "/logo/" + key(address) + "." + clientId : null;
    }

    private static String key(URI address) {
        return OpaqueValue.sha256(address.toString()).substring(0, KEY);
    }

    private List<URI> addresses(Tenant tenant, String clientId) {
        return clients.known(tenant, clientId)
                .filter(client -> trusted.contains(client.registrar()))
                .map(AppLogos::addresses)
                .orElse(List.of());
    }

    private static List<URI> addresses(Client client) {
        return client.presentation().logoUri().byTag().values().stream().map(URI::create).toList();
    }

    /**
     * The picture itself; nothing where there is none of that name.
     *
     * @param name as {@link #of} gave it; another node may have, so it is fetched where need be
     */
    public Optional<Response> serve(Exchange exchange, String name) {
        int dot = name.indexOf('.');
        if (dot != KEY) {
            return Optional.empty();
        }
        return addresses(exchange.tenant(), name.substring(dot + 1)).stream()
                .filter(address -> key(address).equals(name.substring(0, dot)))
                .findFirst()
                .flatMap(address -> pictures.at(address).read())
                .map(picture ->
                        Response.of(200, picture.media(), picture.bytes())
                                .with("Cache-Control", "public, max-age=3600"));
    }
}
