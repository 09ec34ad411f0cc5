package dev.symbolon.core.browser;

import dev.symbolon.base.html.Frame;
import dev.symbolon.base.html.Pages;
import dev.symbolon.base.html.Texts;
import dev.symbolon.base.html.View;
import dev.symbolon.base.http.Response;
import dev.symbolon.core.mail.Letter;
import dev.symbolon.core.mail.Mails;
import dev.symbolon.core.tenant.Exchange;
import dev.symbolon.core.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows views to the person behind an exchange: in their language, under their tenant's paths. */
public final class Screen {

    private final Pages pages;
    private final SiteSettings site;

    public Screen(Pages pages, SiteSettings site) {
        this.pages = pages;
        this.site = site;
    }

    /** In the language that the exchange's app asked for, else the one that the browser prefers. */
    public Response show(Exchange exchange, View view) {
        return pages.render(frame(exchange), view);
    }

    /**
     * A part of a page, without a frame around it.
     *
     * @param template takes the frame as {@code page} and the value under its name
     */
    public String part(Exchange exchange, String template, String name, Object value) {
        return pages.part(frame(exchange), template, name, value);
    }

    /** The same with addresses that lead here from anywhere: for a page that leaves the server. */
    public String standalone(Exchange exchange, String template, String name, Object value) {
        Frame here = frame(exchange);
        Frame anywhere =
                new Frame(
                        here.texts(),
                        here.assets(),
                        exchange.tenant().issuer().toString(),
                        here.site());
        return pages.part(anywhere, template, name, value);
    }

    /** The texts that {@link #show} will use, for a view that is made of some. */
    public Texts texts(Exchange exchange) {
        return frame(exchange).texts();
    }

    /**
     * A mail to somebody who is not there.
     *
     * @param languages theirs, the best first; empty where none is known
     * @param letter what it says in the language that was chosen
     */
    public Mails.Text mail(
            Tenant tenant, List<String> languages, String to, Function<Texts, Letter> letter) {
        Frame frame = pages.frame(tenant.basePath(), site(tenant), languages, Optional.empty());
        Letter said = letter.apply(frame.texts());
        return new Mails.Text(
                to,
                frame.site(),
                said.subject(),
                frame.language(),
                said.plain(),
                pages.part(frame, "mail", "letter", said));
    }

    /** What people know a tenant by: a name, or its host. */
    public String site(Tenant tenant) {
        String name = tenant.id().equals(Tenant.FIRST) ? site.name() : null;
        return name == null ? tenant.issuer().getAuthority() : name;
    }

    private Frame frame(Exchange exchange) {
        return pages.frame(
                exchange.tenant().basePath(),
                site(exchange.tenant()),
                exchange.uiLocales(),
                exchange.request().header("accept-language"));
    }
}
