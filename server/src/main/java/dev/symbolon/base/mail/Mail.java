package dev.symbolon.base.mail;

import java.util.regex.Pattern;

/**
 * One mail, with nothing in it that could begin a header of its own (CWE-93).
 *
 * @param id the same however often it is sent, so that readers know it again
 * @param to one plain address
 * @param sender what people see in place of the address that it comes from
 * @param language a BCP 47 tag
 * @param plain the text
 * @param html the same, as HTML
 */
public record Mail(
        String id,
        String to,
        String sender,
        String subject,
        String language,
        String plain,
        String html) {

    /** RFC 5321 §4.1.2 without quoted names, which nobody has; §4.5.3.1 for the lengths. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

    /**
     * @throws IllegalArgumentException where the id or the recipient is of another form
     */
    public Mail {
        if (!ID.matcher(id).matches() || !isAddress(to)) {
            throw new IllegalArgumentException("not an id, or not an address");
        }
        sender = line(sender);
        subject = line(subject);
        language = line(language);
    }

    /** Whether mail can be sent there. */
    public static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(c -> isBreak(c) ? ' ' : c).forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private static boolean isBreak(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
