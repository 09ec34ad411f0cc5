package dev.symbolon.base.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that refuses what it does not understand, where the JDK's would guess. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes {@code text[from, to)}; '+' is a space, as forms and queries have it.
     *
     * @throws HttpError 400 where an escape is broken, or the bytes are no UTF-8
     */
    static String decode(String text, int from, int to) {
        return decode(text, from, to, ' ');
    }

    /** The same for a segment of a path, where '+' is itself. */
    static String decodeSegment(String text, int from, int to) {
        return decode(text, from, to, '+');
    }

    private static String decode(String text, int from, int to, char plus) {
        int i = from;
        while (i < to && isPlain(text.charAt(i))) {
            i++;
        }
        if (i == to) {
            return text.substring(from, to);
        }
        byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        int length = 0;
        boolean ascii = true;
        for (int at = 0; at < bytes.length; at++) {
            byte b = bytes[at];
            if (b == '%') {
                int high = at + 2 < bytes.length ? hex(bytes[at + 1]) : -1;
                int low = high < 0 ? -1 : hex(bytes[at + 2]);
                if (low < 0) {
                    throw new HttpError(
                            HttpError.Fault.ESCAPE,
                            "A percent sign must be followed by two hex digits.");
                }
                b = (byte) (high << 4 | low);
                at += 2;
            } else if (b == '+') {
                b = (byte) plus;
            }
            if (b == 0) {
                // No parameter means anything by it, and PostgreSQL cannot store it.
                throw new HttpError(
                        HttpError.Fault.NUL, "Parameters must not have the character U+0000.");
            }
            ascii &= b >= 0;
            bytes[length++] = b;
        }
        return ascii
                ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
                : strict(bytes, length);
    }

    /**
     * The bytes as text.
     *
     * @throws HttpError 400 where they are no UTF-8
     */
    static String utf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return strict(bytes, bytes.length);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String strict(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new HttpError(HttpError.Fault.UTF_8, "Parameters must be UTF-8.");
        }
    }

    private static boolean isPlain(char c) {
        return c != '%' && c != '+' && c != 0 && c < 0x80;
    }

    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
