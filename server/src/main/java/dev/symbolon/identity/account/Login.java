package dev.symbolon.identity.account;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What people sign in with, in the one form that is compared: NFKC, small letters, without the
 * spaces around it. In spirit RFC 8265 §3.3, UsernameCaseMapped.
 *
 * @param value normalised
 */
public record Login(String value) {

    private static final int MOST_CHARACTERS = 254;

    /** Never anybody's. */
    static final Login NOBODYS = new Login("");

    /** Normalises what somebody typed. Anything may be typed; it need not be anybody's. */
    public static Login of(String typed) {
        // Lower-casing can undo a composition, so what comes out is composed once more.
        String folded =
                Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return new Login(Normalizer.normalize(folded, Normalizer.Form.NFKC).strip());
    }

    /** Whether it can be somebody's: not empty, not too long, nothing that cannot be seen. */
    public boolean isUsable() {
        return !value.isEmpty()
                && value.codePointCount(0, value.length()) <= MOST_CHARACTERS
                && value.codePoints().allMatch(Login::isVisible);
    }

    /** Whether it has the shape of an address of mail. */
    public boolean isEmail() {
        int at = value.lastIndexOf('@');
        return isUsable() && at > 0 && at < value.length() - 1;
    }

    /** Whether it could be taken for an address of mail, however the sign was typed. */
    public boolean hasAt() {
        return value.indexOf('@') >= 0;
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
