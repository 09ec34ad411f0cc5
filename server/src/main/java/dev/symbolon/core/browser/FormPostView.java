package dev.symbolon.core.browser;

import dev.symbolon.base.html.ContentPolicy;
import dev.symbolon.base.html.View;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The page that carries an authorization response to an app as a form (OAuth 2.0 Form Post Response
 * Mode §2): sent by our script at once, by a button where scripts are off.
 *
 * @param action the app's redirect URI, checked before
 * @param fields name and value, in order
 */
public record FormPostView(URI action, List<Map.Entry<String, String>> fields) implements View {

    public FormPostView {
        fields = List.copyOf(fields);
    }

    @Override
    public String template() {
        return "formPost";
    }

    @Override
    public ContentPolicy policy() {
        return ContentPolicy.leadingTo(action).withScript();
    }
}
