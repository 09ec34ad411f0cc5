package dev.symbolon.protocol.authorize;

import dev.symbolon.base.http.Response;
import dev.symbolon.core.tenant.Exchange;
import java.util.List;
import java.util.Map;

/** The page that posts an answer's parameters to the app (Form Post Response Mode §2). */
@FunctionalInterface
public interface FormPost {

    /**
     * Makes the page.
     *
     * @param action the redirect URI, checked
     */
    Response page(Exchange exchange, String action, List<Map.Entry<String, String>> parameters);
}
