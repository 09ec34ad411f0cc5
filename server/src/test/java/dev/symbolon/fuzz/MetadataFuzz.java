package dev.symbolon.fuzz;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.client.AuthenticationMethod;
import dev.symbolon.core.client.FrontChannel;
import dev.symbolon.core.client.Profile;
import dev.symbolon.core.client.Registrar;
import dev.symbolon.core.client.Registration;
import dev.symbolon.core.client.Terms;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;

/** Client metadata, of an administrator, of the client itself and of a bank's client. */
public final class MetadataFuzz {

    static final List<String> SEEDS =
            List.of(
                    "{\"redirect_uris\":[\"https://a.example/cb\"],\"client_name#de\":\"A\"}",
                    "{\"redirect_uris\":[\"a:b\",7],\"jwks\":{\"keys\":[]},\"default_max_age\":-1}",
                    // Was a 500 where a profile asks what kind of address it is.
                    "{\"redirect_uris\":[\"http\u00fc://a.example/cb\"]}",
                    "{\"grant_types\":[\"client_credentials\"],\"scope\":\"a  b\",\"profile\":\"mcp\"}");

    private MetadataFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        for (Registrar registrar : Registrar.values()) {
            for (Profile profile :
                    List.of(Profile.OAUTH_2_1, Profile.FAPI_2_0_SECURITY, Profile.COMPATIBLE)) {
                try {
                    Registration.of(
                            new Trace(),
                            registrar,
                            new Terms(
                                    profile,
                                    FrontChannel.TOKENS,
                                    EnumSet.allOf(AuthenticationMethod.class)),
                            Json.object(text));
                } catch (Refusal | Json.Malformed refused) {
                    // What it should say.
                }
            }
        }
    }
}
