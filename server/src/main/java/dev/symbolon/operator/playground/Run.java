package dev.symbolon.operator.playground;

import dev.symbolon.base.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was tried so far, the oldest first. The page takes it along in its forms, packed, so that no
 * node has to remember anything. Whoever changes it there deceives nobody but themselves: the form
 * is guarded, and all of it is shown as text.
 */
record Run(List<Answered> answers) {

    static final Run NOTHING = new Run(List.of());

    /** Forms must stay within what the server takes as a body. */
    static final int MOST_PACKED = 24_000;

    private static final int MOST_UNPACKED = 1 << 20;

    /**
     * A request and its answer.
     *
     * @param title what kind of request it was
     * @param step what was checked, as the inspector keeps it; absent where no rule applies
     */
    record Answered(String title, int status, String headers, String body, @Nullable String step) {

        Answered {
            Objects.requireNonNull(title);
            Objects.requireNonNull(headers);
            Objects.requireNonNull(body);
        }
    }

    Run {
        answers = List.copyOf(answers);
    }

    /** With one more; the oldest go where it becomes too much. */
    Run and(Answered answer) {
        List<Answered> more = new ArrayList<>(answers);
        more.add(answer);
        while (more.size() > 1 && new Run(more).packed().length() > MOST_PACKED) {
            more.removeFirst();
        }
        Run run = new Run(more);
        return run.packed().length() > MOST_PACKED ? NOTHING : run;
    }

    String packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(bytes)) {
            packing.write(Json.bytes(this));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** Nothing where that is no run. */
    static Run unpacked(String packed) {
        if (packed.isEmpty() || packed.length() > MOST_PACKED) {
            return NOTHING;
        }
        try (var unpacking =
                new InflaterInputStream(
                        new ByteArrayInputStream(Base64.getUrlDecoder().decode(packed)))) {
            byte[] json = unpacking.readNBytes(MOST_UNPACKED);
            return Json.read(new String(json, StandardCharsets.UTF_8), Run.class);
        } catch (IOException | IllegalArgumentException | Json.Malformed other) {
            return NOTHING;
        }
    }
}
