package dev.symbolon.protocol.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.testing.Answer;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import java.util.Map;

/** What a device and its person do in these tests. */
final class DeviceSteps {

    static final String SCOPE = "openid profile offline_access api:read";

    private DeviceSteps() {}

    static Answer connect(App device) {
        return device.connect(Map.of("scope", SCOPE)).expectsStatus(200);
    }

    /** The person types the code; the answer is the consent page where it is right. */
    static Answer type(Browser person, String userCode) {
        return person.submit(person.get("/device").form().with("user_code", userCode));
    }

    static void allow(Browser person, Answer begun) {
        Answer done = person.allow(type(person, begun.text("user_code")));
        assertThat(done.asked().getPath()).isEqualTo("/device/connected");
    }
}
