package dev.symbolon.core.mail;

import java.util.List;

/**
 * What a mail says, in the reader's language.
 *
 * @param paragraphs each a line of text
 * @param label what the link is for
 * @param address where it leads; it opens nothing by itself
 * @param closing why the reader has this mail
 */
public record Letter(
        String subject, List<String> paragraphs, String label, String address, String closing) {

    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }

    /** Without any markup. */
    public String plain() {
        return String.join("\n\n", paragraphs)
                + "\n\n"
                + label
                + ":\n"
                + address
                + "\n\n-- \n"
                + closing
                + "\n";
    }
}
