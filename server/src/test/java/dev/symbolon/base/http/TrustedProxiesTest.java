package dev.symbolon.base.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7239 what proxies say of a sender")
class TrustedProxiesTest {

    private static final Sender DIRECT = new Sender("10.0.0.9", "http", "inside:8080");

    private static Sender behind(ForwardedHeader kind, Map<String, List<String>> headers) {
        return new TrustedProxies(List.of("10.0.0.0/8", "2001:db8::/32"), kind)
                .behind(InetAddress.ofLiteral("10.0.0.9"), DIRECT, headers);
    }

    private static Sender xForwarded(String addresses, String schemes, String hosts) {
        return behind(
                ForwardedHeader.X_FORWARDED,
                Map.of(
                        "x-forwarded-for", List.of(addresses),
                        "x-forwarded-proto", List.of(schemes),
                        "x-forwarded-host", List.of(hosts)));
    }

    @Test
    @DisplayName("nobody is believed who was not named")
    void untrusted() {
        Map<String, List<String>> headers =
                Map.of("x-forwarded-for", List.of("1.2.3.4"), "forwarded", List.of("for=1.2.3.4"));
        for (ForwardedHeader kind : ForwardedHeader.values()) {
            assertThat(
                            new TrustedProxies(List.of("10.0.0.0/8"), kind)
                                    .behind(InetAddress.ofLiteral("11.0.0.1"), DIRECT, headers))
                    .isEqualTo(DIRECT);
            assertThat(
                            new TrustedProxies(List.of(), kind)
                                    .behind(InetAddress.ofLiteral("10.0.0.9"), DIRECT, headers))
                    .isEqualTo(DIRECT);
        }
    }

    @Test
    @DisplayName("one proxy's word is taken")
    void oneProxy() {
        assertThat(xForwarded("203.0.113.7", "https", "op.example"))
                .isEqualTo(new Sender("203.0.113.7", "https", "op.example"));
        assertThat(
                        behind(
                                ForwardedHeader.FORWARDED,
                                Map.of(
                                        "forwarded",
                                        List.of(
                                                "For=\"[2001:DB9::17]:4711\";Proto=https;"
                                                        + "host=\"op.example:8443\""))))
                .isEqualTo(new Sender("2001:db9:0:0:0:0:0:17", "https", "op.example:8443"));
    }

    @Test
    @DisplayName("the sender is the first from the right who is not trusted; the rest is hearsay")
    void chain() {
        assertThat(xForwarded("6.6.6.6, 203.0.113.7, 10.1.1.1", "https", "a").address())
                .isEqualTo("203.0.113.7");
        assertThat(
                        behind(
                                        ForwardedHeader.FORWARDED,
                                        Map.of(
                                                "forwarded",
                                                List.of(
                                                        "for=6.6.6.6;proto=https;host=evil",
                                                        "for=203.0.113.7;proto=http,"
                                                                + " for=10.1.1.1;host=op")))
                                .toString())
                .isEqualTo(new Sender("203.0.113.7", "http", "op").toString());
    }

    @Test
    @DisplayName("a scheme that the sender wrote stands further left than the proxy's")
    void forgedScheme() {
        assertThat(xForwarded("6.6.6.6, 203.0.113.7", "https, http", "evil, op"))
                .isEqualTo(new Sender("203.0.113.7", "http", "op"));
    }

    @Test
    @DisplayName("only the kind of header that the proxies write is believed")
    void otherKind() {
        assertThat(
                        behind(
                                ForwardedHeader.X_FORWARDED,
                                Map.of("forwarded", List.of("for=6.6.6.6;host=evil"))))
                .isEqualTo(DIRECT);
        assertThat(behind(ForwardedHeader.FORWARDED, Map.of("x-forwarded-for", List.of("6.6.6.6"))))
                .isEqualTo(DIRECT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown|unknown",
                "_hidden|_hidden",
                "203.0.113.7:1234|203.0.113.7",
                "'a b'|10.0.0.9",
                "<script>|10.0.0.9",
                "[|10.0.0.9",
                "''|10.0.0.9",
                "'10.0.0.1, 10.0.0.2'|10.0.0.1",
            })
    @DisplayName("an address is an address, or a plain name that the proxy gave")
    void addresses(String header, String address) {
        assertThat(xForwarded(header, "", "").address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil/path", "user@evil", "e\"vil", "a b", "<x>", "evil:99999999"})
    @DisplayName("a host that is none is not taken over")
    void hosts(String host) {
        assertThat(xForwarded("203.0.113.7", "gopher", host))
                .isEqualTo(new Sender("203.0.113.7", "http", "inside:8080"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/8,11.0.0.1,false",
        "192.0.2.128/25,192.0.2.200,true",
        "192.0.2.128/25,192.0.2.1,false",
        "0.0.0.0/0,8.8.8.8,true",
        "0.0.0.0/0,::1,false",
        "::1,::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
    })
    @DisplayName("RFC 4632 §3.1 a block holds the addresses that share its first bits")
    void blocks(String block, String address, boolean inside) {
        assertThat(AddressBlock.parse(block).orElseThrow().contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10/8/8", "::/129", "a/b"})
    @DisplayName("what is no block is a problem of the settings")
    void noBlock(String text) {
        assertThat(AddressBlock.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("the PROXY protocol names the sender of a connection, from trusted proxies only")
    void proxyProtocol() throws IOException {
        AtomicReference<String> sender = new AtomicReference<>("");
        Handler handler =
                request -> {
                    sender.set(request.remoteAddress());
                    return Response.empty(204);
                };
        try (HttpServer server = HttpServer.start(proxied("127.0.0.1"), handler);
                RawClient client = new RawClient(server.port())) {
            client.send("PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\n");
            client.send("GET / HTTP/1.1\nHost: x\nX-Forwarded-For: 6.6.6.6\n\n").read();
            assertThat(sender).hasValue("203.0.113.7");
        }
        try (HttpServer server = HttpServer.start(proxied("10.0.0.1"), handler);
                RawClient client = new RawClient(server.port())) {
            client.send("PROXY TCP4 203.0.113.9 10.0.0.1 4711 443\nGET / HTTP/1.1\nHost: x\n\n");
            assertThat(client.isClosed()).isTrue();
            assertThat(sender).hasValue("203.0.113.7");
        }
    }

    private static HttpSettings proxied(String trusted) {
        HttpSettings usual = HttpSettings.defaults();
        return new HttpSettings(
                usual.host(),
                0,
                usual.maxBodyBytes(),
                usual.maxHeaderBytes(),
                usual.maxHeaders(),
                usual.maxConnections(),
                usual.requestTimeout(),
                usual.idleTimeout(),
                usual.shutdownTimeout(),
                usual.tls(),
                List.of(trusted),
                ForwardedHeader.X_FORWARDED,
                false,
                true);
    }
}
