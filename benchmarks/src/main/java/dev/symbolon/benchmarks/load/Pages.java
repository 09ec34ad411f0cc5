package dev.symbolon.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to sign in at a provider: the names in its forms. The defaults are Symbolon's.
 *
 * @param loginField where the name goes
 * @param passwordField where the password goes
 * @param buttons as "name=value"; the first that a form has is pressed
 */
public record Pages(String loginField, String passwordField, List<String> buttons) {

    public Pages {
        buttons = List.copyOf(buttons);
    }

    /** The form that goes on, filled in; nothing where the page has none. */
    Optional<HtmlForm> fillIn(String page, Person person) {
        return HtmlForm.in(page).stream()
                .filter(HtmlForm::post)
                .filter(form -> isAForm(form))
                .findFirst()
                .map(form -> filled(form, person));
    }

    private boolean isAForm(HtmlForm form) {
        return form.has(loginField)
                || form.has(passwordField)
                || buttons.stream().anyMatch(form::has);
    }

    private HtmlForm filled(HtmlForm form, Person person) {
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        if (form.has(loginField)) {
            fields.put(loginField, person.login());
        }
        if (form.has(passwordField)) {
            fields.put(passwordField, person.password());
        }
        buttons.stream()
                .filter(form::has)
                .findFirst()
                .map(button -> button.split("=", 2))
                .ifPresent(button -> fields.put(button[0], button[1]));
        return new HtmlForm(form.action(), true, fields, form.names());
    }
}
