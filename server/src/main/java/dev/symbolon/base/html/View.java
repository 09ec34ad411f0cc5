package dev.symbolon.base.html;

/**
 * What a page shows: the model that its template takes as {@code view}. Template and model are one
 * type, so they cannot be confused; a view holds plain values only and nothing that could be asked
 * to do something.
 */
public interface View {

    /** The template's name: {@code signIn} for {@code src/main/jte/signIn.jte}. */
    String template();

    default int status() {
        return 200;
    }

    default ContentPolicy policy() {
        return ContentPolicy.STRICT;
    }
}
