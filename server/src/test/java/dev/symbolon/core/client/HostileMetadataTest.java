package dev.symbolon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import dev.symbolon.core.oauth.FlowId;
import dev.symbolon.core.oauth.Refusal;
import dev.symbolon.core.oauth.Trace;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Any JSON object as client metadata is registered or refused, and nothing else")
class HostileMetadataTest {

    private static final List<String> MEMBERS =
            List.of(
                    "redirect_uris",
                    "post_logout_redirect_uris",
                    "token_endpoint_auth_method",
                    "token_endpoint_auth_signing_alg",
                    "grant_types",
                    "response_types",
                    "client_name",
                    "client_name#de",
                    "client_name#",
                    "client_uri",
                    "logo_uri",
                    "contacts",
                    "scope",
                    "jwks",
                    "jwks_uri",
                    "application_type",
                    "subject_type",
                    "id_token_signed_response_alg",
                    "default_max_age",
                    "require_auth_time",
                    "default_acr_values",
                    "initiate_login_uri",
                    "software_id",
                    "require_pkce",
                    "first_party",
                    "client_id",
                    "client_secret");

    private static final List<String> NEARLY_RIGHT =
            List.of(
                    "https://app.example.com/callback",
                    "http://127.0.0.1:99999/",
                    "https://a@b/../#",
                    "com.example:/a",
                    "https://[::",
                    "none",
                    "private_key_jwt",
                    "authorization_code",
                    "code",
                    "native",
                    "EdDSA",
                    "openid  x",
                    "\u202E",
                    "\uD800");

    @Property(tries = 1000)
    void registeredOrRefused(
            @ForAll("objects") Map<String, Object> metadata, @ForAll Registrar registrar) {
        try {
            ClientMetadata read =
                    Registration.of(
                                    new Trace(FlowId.random()),
                                    registrar,
                                    MetadataExamples.TERMS,
                                    metadata)
                            .metadata();
            assertThat(ClientMetadata.stored(Json.object(Json.text(read.toMap())))).isEqualTo(read);
        } catch (Refusal refusal) {
            assertThat(refusal.description())
                    .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+")
                    .hasSizeLessThan(20_000);
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return Arbitraries.maps(
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(9, Arbitraries.of(MEMBERS)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(20))),
                values());
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.of(NEARLY_RIGHT).asGeneric(),
                        Arbitraries.strings().ofMaxLength(40).asGeneric(),
                        Arbitraries.integers().asGeneric(),
                        Arbitraries.longs().asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> keys =
                Arbitraries.maps(
                                Arbitraries.of("kty", "kid", "n", "e", "crv", "x", "y", "d", "use"),
                                Arbitraries.oneOf(
                                        Arbitraries.of("RSA", "EC", "OKP", "P-256", "AQAB", "sig")
                                                .asGeneric(),
                                        plain))
                        .list()
                        .ofMaxSize(3)
                        .map(list -> Map.of("keys", list));
        return Arbitraries.oneOf(
                plain,
                plain.list().ofMaxSize(4).asGeneric(),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(8), plain)
                        .ofMaxSize(3)
                        .asGeneric(),
                keys);
    }
}
