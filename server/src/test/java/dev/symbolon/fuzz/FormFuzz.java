package dev.symbolon.fuzz;

import dev.symbolon.base.http.HttpError;
import dev.symbolon.base.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Forms and queries. */
public final class FormFuzz {

    static final List<String> SEEDS =
            List.of(
                    "a=1&b=%20+&a=%C3%BC",
                    "=&==&&",
                    "%",
                    "a=%zz&b=%f",
                    "a[b]=c;d=e",
                    // Was let through where nothing else had to be decoded.
                    "a=\u0000");

    private FormFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Parameters read;
        try {
            read = Parameters.parse(new String(data, StandardCharsets.UTF_8));
        } catch (HttpError refused) {
            // What it should say.
            return;
        }
        if (!Parameters.parse(read.encoded()).equals(read)) {
            throw new AssertionError("what was read does not come out again: " + read);
        }
    }
}
