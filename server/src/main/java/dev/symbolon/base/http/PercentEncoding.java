package dev.symbolon.base.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that refuses what it does not understand, where the JDK's would guess. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Decodes {@code text[from, to)}; '+' is a space, as forms and queries have it. */
    static String decode(String text, int from, int to) {
        int i = from;
        while (i < to && text.charAt(i) != '%' && text.charAt(i) != '+' && text.charAt(i) < 0x80) {
            i++;
        }
        if (i == to) {
            return text.substring(from, to);
        }
        byte[] raw = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(raw.length);
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '%') {
                int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
                int low = high < 0 ? -1 : Character.digit(raw[at + 2], 16);
                if (low < 0) {
                    throw HttpError.badRequest(
                            "A percent sign must be followed by two hex digits.");
                }
                bytes.put((byte) (high << 4 | low));
                at += 2;
            } else {
                bytes.put(raw[at] == '+' ? (byte) ' ' : raw[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException _) {
            throw HttpError.badRequest("Parameters must be UTF-8.");
        }
    }
}
