package dev.symbolon.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.base.json.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Log lines: any message")
class LogLinePropertyTest {

    @Property
    @Label("whatever is logged, a line stays a line")
    void anyMessage(@ForAll String message) {
        assertThat(LogLineTest.plain(LogLineTest.entry(message.replace("{", ""))))
                .containsOnlyOnce("\n");
        assertThat(Json.object(LogLineTest.json(LogLineTest.entry(message.replace("{", "")))))
                .containsKey("message");
    }
}
