package dev.symbolon.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An app that asks people who are elsewhere (CIBA), registered at the demo's command line. */
record CallCentre(URI symbolon, String id, String secret) {

    private static final String METADATA =
            """
            {
              "client_name": "Harbour call centre",
              "token_endpoint_auth_method": "client_secret_post",
              "grant_types": ["urn:openid:params:grant-type:ciba"],
              "response_types": [],
              "scope": "openid profile email",
              "backchannel_token_delivery_mode": "poll"
            }
            """;

    static CallCentre registered(RunningDemo demo, Path directory) throws IOException {
        Path metadata = Files.writeString(directory.resolve("centre.json"), METADATA);
        String told = demo.command("client", "add", "--metadata", metadata.toString());
        return new CallCentre(
                demo.symbolon(), word(told, "client_id"), word(told, "client_secret"));
    }

    private static String word(String told, String name) {
        Matcher matcher = Pattern.compile(name + "\\W+([\\w.~-]+)").matcher(told);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in what was told");
        }
        return matcher.group(1);
    }

    /** Asks a person, with words that it would show them. */
    void asks(String person, String words) throws IOException, InterruptedException {
        String form =
                "scope=openid%20profile%20email&client_id="
                        + encoded(id)
                        + "&client_secret="
                        + encoded(secret)
                        + "&login_hint="
                        + encoded(person)
                        + "&binding_message="
                        + encoded(words);
        String base = symbolon.toString().replaceFirst("/$", "");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + "/oauth/bc-authorize"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
