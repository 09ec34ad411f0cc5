package dev.symbolon.operator.inspector;

import dev.symbolon.base.http.Request;
import dev.symbolon.base.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks this very server without a network: the request takes the way that every request takes, from
 * the tenant to the answer, and what was checked on it can be seen at once.
 */
public final class Rehearsal {

    private static final ScopedValue<List<Answered>> HEARD = ScopedValue.newInstance();

    private @Nullable Function<Request, Response> server;

    /**
     * What came back.
     *
     * @param step as the inspector would show it; absent where the address is no part of a flow
     */
    public record Heard(Request request, Response response, @Nullable Step step) {}

    /** The server is built: from here on it can be asked. */
    public void opens(Function<Request, Response> built) {
        server = built;
    }

    /** Asks, and listens to what is checked meanwhile. */
    public Heard ask(Request request) {
        List<Answered> heard = new ArrayList<>();
        Response response =
                ScopedValue.where(HEARD, heard)
                        .call(() -> Objects.requireNonNull(server).apply(request));
        return new Heard(
                request, response, heard.isEmpty() ? null : StepReader.read(heard.getFirst()));
    }

    /** Whether what is answered right now is a rehearsal. */
    public static boolean isOn() {
        return HEARD.isBound();
    }

    static void heard(Answered answered) {
        HEARD.get().add(answered);
    }
}
