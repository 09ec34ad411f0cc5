package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The network of an address")
class NetworkTest {

    @Test
    @DisplayName("an IPv6 /64 is one, an IPv4 address is one")
    void oneSubscriber() {
        assertThat(Network.of("2001:db8:1:2:aaaa::1"))
                .isEqualTo(Network.of("2001:db8:1:2:bbbb::2"))
                .isNotEqualTo(Network.of("2001:db8:1:3::1"));
        assertThat(Network.of("192.0.2.1")).isNotEqualTo(Network.of("192.0.2.2"));
        assertThat(Network.of("::ffff:192.0.2.1")).isEqualTo(Network.of("192.0.2.1"));
        assertThat(Network.of("unknown").name()).isEqualTo("unknown");
    }
}
