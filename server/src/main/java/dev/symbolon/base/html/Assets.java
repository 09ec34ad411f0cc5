package dev.symbolon.base.html;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.base.secret.OpaqueValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The style sheet, the images and the scripts, from {@code assets/} in the jar. Their names hold a
 * hash of their content, so a browser may keep them for ever and sees every change at once.
 */
public final class Assets {

    public static final String STYLE = "symbolon.css";
    public static final String INSPECTOR_STYLE = "inspector.css";
    public static final String INSPECTOR_SCRIPT = "inspector.js";
    public static final String LOGO = "symbolon.svg";
    public static final String SUBMIT = "submit.js";
    public static final String CHECK_SESSION = "checkSession.js";

    private static final String FOREVER = "public, max-age=31536000, immutable";

    private record Asset(String type, byte[] plain, byte[] zipped) {}

    private final Map<String, String> hashedNames = new HashMap<>();
    private final Map<String, Asset> assets = new HashMap<>();

    public Assets() {
        for (String name :
                List.of(STYLE, INSPECTOR_STYLE, INSPECTOR_SCRIPT, LOGO, SUBMIT, CHECK_SESSION)) {
            byte[] content = read("/assets/" + name);
            int dot = name.lastIndexOf('.');
            String hash = OpaqueValue.sha256(new String(content, StandardCharsets.UTF_8));
            String hashed =
                    name.substring(0, dot) + "-" + hash.substring(0, 12) + name.substring(dot);
            hashedNames.put(name, hashed);
            assets.put(hashed, new Asset(type(name), content, zip(content)));
        }
    }

    /** The path of an asset, as it stands in a page: {@code /assets/symbolon-….css}. */
    public String path(String name) {
        @Nullable String hashed = hashedNames.get(name);
        if (hashed == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return "/assets/" + hashed;
    }

    /** The content of a style sheet or script, for a page that cannot fetch it. */
    public String text(String name) {
        Asset asset = assets.get(path(name).substring("/assets/".length()));
        return asset == null ? "" : new String(asset.plain(), StandardCharsets.UTF_8);
    }

    /** Answers {@code /assets/{name}}; nothing where there is no such file. */
    public Optional<Response> serve(String hashedName, Request request) {
        return Optional.ofNullable(assets.get(hashedName)).map(asset -> answer(asset, request));
    }

    private static Response answer(Asset asset, Request request) {
        boolean zip = request.header("accept-encoding").orElse("").contains("gzip");
        Response response =
                Response.of(200, asset.type(), zip ? asset.zipped() : asset.plain())
                        .with("Cache-Control", FOREVER)
                        .with("Vary", "Accept-Encoding");
        return zip ? response.with("Content-Encoding", "gzip") : response;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private static byte[] read(String resource) {
        try (InputStream bytes = Assets.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return bytes.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }
}
