package dev.symbolon.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A trace")
class TraceTest {

    @Test
    @DisplayName("has once what several parts of a request know alike")
    void knownTwice() {
        Trace trace = new Trace();
        trace.knows("client_id", "slipway");
        trace.knows("account_id", null);
        trace.knows("client_id", "slipway");
        trace.knows("client_id", "mooring");

        assertThat(trace.facts())
                .containsExactly(
                        Map.entry("client_id", "slipway"), Map.entry("client_id", "mooring"));
    }
}
