package dev.symbolon.examples.commandline;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.net.URI;

/** An address as a picture in the terminal, two modules to a character. */
final class QrCode {

    /** The white rim that a camera needs, in modules. */
    private static final int QUIET = 2;

    private QrCode() {}

    static String of(URI address) {
        ByteMatrix modules;
        try {
            modules = Encoder.encode(address.toString(), ErrorCorrectionLevel.L).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException(tooLong);
        }
        var picture = new StringBuilder();
        for (int y = -QUIET; y < modules.getHeight() + QUIET; y += 2) {
            for (int x = -QUIET; x < modules.getWidth() + QUIET; x++) {
                boolean upper = isDark(modules, x, y);
                boolean lower = isDark(modules, x, y + 1);
                // Terminals are dark: what is drawn is the light.
                picture.append(upper ? (lower ? ' ' : '▄') : (lower ? '▀' : '█'));
            }
            picture.append('\n');
        }
        return picture.toString();
    }

    private static boolean isDark(ByteMatrix modules, int x, int y) {
        return x >= 0
                && y >= 0
                && x < modules.getWidth()
                && y < modules.getHeight()
                && modules.get(x, y) == 1;
    }
}
