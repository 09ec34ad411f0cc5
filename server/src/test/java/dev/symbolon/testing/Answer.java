package dev.symbolon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.http.Parameters;
import dev.symbolon.base.json.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came back: JSON, a page or a redirect. */
public record Answer(URI asked, int status, Map<String, List<String>> headers, String body) {

    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.uri(), response.statusCode(), response.headers().map(), response.body());
    }

    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    public Map<String, Object> json() {
        assertThat(header("content-type").orElse("")).startsWith("application/json");
        return Json.object(body);
    }

    public String text(String member) {
        return String.valueOf(json().get(member));
    }

    /** Asserts an error as RFC 6749 §5.2 has it, and that it explains itself. */
    public Answer expectsError(String error) {
        assertThat(json()).as("%s", body).containsEntry("error", error);
        assertThat(status).isBetween(400, 499);
        assertThat(text("error_description")).isNotBlank();
        assertThat(text("error_uri")).contains("/rules/");
        assertThat(header("cache-control").orElse("")).contains("no-store");
        return this;
    }

    /** Asserts which rule said no. */
    public Answer naming(String rule) {
        assertThat(text("error_uri")).endsWith("/rules/" + rule);
        return this;
    }

    public Answer expectsStatus(int expected) {
        assertThat(status).as("%s", body).isEqualTo(expected);
        return this;
    }

    /** Where the browser is sent; the address as it stands in the header, made absolute. */
    public URI location() {
        return asked.resolve(header("location").orElseThrow());
    }

    /** The parameters of the address that the browser is sent to. */
    public Parameters sent() {
        String query = location().getRawQuery();
        return query == null ? Parameters.NONE : Parameters.parse(query);
    }

    /** The same of the part that browsers keep to themselves; a query must not be there, too. */
    public Parameters inFragment() {
        URI to = location();
        assertThat(to.getRawQuery()).as("%s", to).isNull();
        return Parameters.parse(String.valueOf(to.getRawFragment()));
    }

    /** The hidden fields of the page's first form, and where it goes. */
    public Form form() {
        Matcher form = FORM.matcher(body);
        assertThat(form.find()).as("a form in %s", body).isTrue();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form.group(2));
        while (hidden.find()) {
            fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
        }
        return new Form(asked.resolve(unescape(form.group(1))), fields);
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** A form as a browser would send it, but for what a person fills in. */
    public record Form(URI action, Map<String, String> fields) {
        public Form with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(fields);
            more.put(name, value);
            return new Form(action, more);
        }

        public Form without(String name) {
            Map<String, String> fewer = new LinkedHashMap<>(fields);
            fewer.remove(name);
            return new Form(action, fewer);
        }
    }
}
