package dev.symbolon.core.tenant;

import dev.symbolon.base.html.Languages;
import dev.symbolon.base.http.ClientCertificate;
import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.oauth.Confirmation;
import dev.symbolon.core.oauth.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to one tenant, and the trace of what it comes to. The request's path is the tenant's:
 * what stood before it (the tenant's own path) is taken off. Used by one thread, the request's.
 */
public final class Exchange {

    /** Who sends more does not wish for any. */
    private static final int MOST_LANGUAGES = 20;

    private static final int LONGEST_QUERY = 8000;

    private final Tenant tenant;
    private final Request request;
    private final Trace trace;
    private List<String> uiLocales = List.of();
    private @Nullable String provenKey;
    private @Nullable String attestedKey;
    private boolean bindsCertificate;

    public Exchange(Tenant tenant, Request request, Trace trace) {
        this.tenant = tenant;
        this.request = request;
        this.trace = trace;
    }

    /** What answers at a path of a tenant. */
    @FunctionalInterface
    public interface Endpoint {
        /** Answers, or throws a {@link dev.symbolon.core.oauth.Refusal}. */
        Response handle(Exchange exchange);
    }

    /**
     * Sends the browser here again with its form in the address: SameSite=Lax cookies do not come
     * with another site's form, but do with the redirect after it. Nothing where the form is too
     * long for an address. docs/decisions/0004-cookies-and-post.md.
     */
    public Optional<Response> asGet() {
        String parameters = request.form().encoded();
        return parameters.length() < LONGEST_QUERY
                ? Optional.of(Response.redirect(tenant.url(request.path() + "?" + parameters)))
                : Optional.empty();
    }

    public Tenant tenant() {
        return tenant;
    }

    public Request request() {
        return request;
    }

    public Trace trace() {
        return trace;
    }

    /**
     * The app behind this exchange wishes for these languages, the best first (Core §3.1.2.1,
     * {@code ui_locales}): from here on every page that answers follows it, an error's too.
     */
    public void speaks(List<String> tags) {
        uiLocales = tags.stream().limit(MOST_LANGUAGES).toList();
    }

    /** What {@link #speaks} said; empty where no app wishes for anything. */
    public List<String> uiLocales() {
        return uiLocales;
    }

    /**
     * Who asks has shown that they hold a key (RFC 9449 §4.3): what they get is bound to it.
     *
     * @param thumbprint RFC 7638 with SHA-256
     */
    public void proves(String thumbprint) {
        provenKey = thumbprint;
    }

    /** What {@link #proves} said; absent where nothing was proved. */
    public @Nullable String provenKey() {
        return provenKey;
    }

    /**
     * Who asks is an instance of its client, with this key (Attestation-Based Client Authentication
     * §7.5).
     *
     * @param thumbprint RFC 7638 with SHA-256
     */
    public void attests(String thumbprint) {
        attestedKey = thumbprint;
    }

    /** What {@link #attests} said; absent where nothing was attested. */
    public @Nullable String attestedKey() {
        return attestedKey;
    }

    /**
     * What is issued is bound to the certificate that the request came with (RFC 8705 §3), as the
     * client wants it.
     */
    public void bindsCertificate() {
        bindsCertificate = true;
    }

    /** All that who asks has shown to hold: what is bound to it opens. */
    public Confirmation proven() {
        ClientCertificate shown = request.clientCertificate();
        return new Confirmation(provenKey, shown == null ? null : shown.thumbprint());
    }

    /** What is issued is bound to; nothing where nothing was proved. */
    public Confirmation binding() {
        return bindsCertificate ? proven() : Confirmation.ofKey(provenKey);
    }

    /** These, then the browser's: for texts in languages of their own, as an app's name. */
    public List<Locale> locales() {
        return Languages.wished(uiLocales, request.header("accept-language").orElse(null));
    }
}
