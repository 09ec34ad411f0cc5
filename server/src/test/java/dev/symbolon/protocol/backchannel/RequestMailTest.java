package dev.symbolon.protocol.backchannel;

import static dev.symbolon.protocol.backchannel.BackchannelSteps.asking;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.symbolon.TestServer;
import dev.symbolon.base.sql.Database;
import dev.symbolon.base.sql.EachDatabase;
import dev.symbolon.base.sql.TestDatabases;
import dev.symbolon.identity.account.NewAccount;
import dev.symbolon.testing.App;
import dev.symbolon.testing.Browser;
import dev.symbolon.testing.Http;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CIBA §8 a person hears by mail that an app asks them")
class RequestMailTest {

    private GreenMail post;

    @BeforeEach
    void start() {
        post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        post.start();
    }

    @AfterEach
    void stop() {
        post.stop();
    }

    private Map<String, String> settings() {
        return settings(post.getSmtp().getPort());
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "mail.host", "127.0.0.1",
                "mail.port", String.valueOf(port),
                "mail.from", "no-reply@id.example",
                "mail.encryption", "none",
                "site.name", "Harbour");
    }

    private static List<String> kept(Database database) {
        return database.list(
                "SELECT outcome, tries, message FROM mail",
                row ->
                        row.textOrNull("outcome")
                                + " "
                                + row.number("tries")
                                + (row.textOrNull("message") == null ? "" : " sealed"));
    }

    private MimeMessage arrived(int count) {
        assertThat(post.waitForIncomingEmail(10_000, count)).isTrue();
        return post.getReceivedMessages()[count - 1];
    }

    private static String part(MimeMessage mail, int which) throws Exception {
        BodyPart part = ((Multipart) mail.getContent()).getBodyPart(which);
        return String.valueOf(part.getContent());
    }

    @EachDatabase
    @DisplayName("who asks, with which words, until when, and a link that opens nothing by itself")
    void mail(Database database) throws Exception {
        try (TestServer server = TestServer.start(database, settings())) {
            server.beside(settings());
            App app = server.callCentre(Map.of("client_name", "The <call> centre"));
            Map<String, Object> asking = asking("alice");
            asking.put("binding_message", "Parcel <4711>");
            String id = app.askElsewhere(asking).expectsStatus(200).text("auth_req_id");

            MimeMessage mail = arrived(1);
            assertThat(mail.getAllRecipients())
                    .extracting(Object::toString)
                    .containsExactly("alice@example.com");
            assertThat(mail.getFrom())
                    .extracting(Object::toString)
                    .containsExactly("Harbour <no-reply@id.example>");
            assertThat(mail.getSubject()).isEqualTo("The <call> centre asks for your consent");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getMessageID()).endsWith("@id.example>");
            assertThat(mail.getContentType()).startsWith("multipart/alternative");
            String plain = part(mail, 0);
            assertThat(plain)
                    .contains(
                            "The <call> centre asks for your consent at Harbour",
                            "The app says: Parcel <4711>",
                            server.issuer() + "/account");
            String html = part(mail, 1);
            assertThat(html)
                    .contains(
                            "<html lang=\"en\">",
                            "Parcel &lt;4711&gt;",
                            "href=\"" + server.issuer() + "/account\"");
            String hash = dev.symbolon.base.secret.OpaqueValue.sha256(id);
            assertThat(plain + html).doesNotContain(id, hash);
            Thread.sleep(Duration.ofMillis(1500));
            assertThat(post.getReceivedMessages()).hasSize(1);
            assertThat(kept(database)).containsExactly("sent 1");

            Browser alice = server.browser().signedIn("alice", TestServer.PASSWORD);
            BackchannelSteps.allow(alice);
            app.answered(id).expectsStatus(200);
        }
    }

    @Test
    @DisplayName("in the person's language, where their account says it")
    void language() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings())) {
            server.person(
                    NewAccount.named("dora")
                            .withEmail("dora@example.com", true)
                            .withClaims(Map.of("locale", "de_AT")));
            server.callCentre(Map.of("client_name", "Hörgeräte"))
                    .askElsewhere(asking("dora"))
                    .expectsStatus(200);
            MimeMessage mail = arrived(1);
            assertThat(mail.getSubject()).isEqualTo("Hörgeräte bittet um Ihre Zustimmung");
            assertThat(mail.getContentLanguage()).containsExactly("de");
            assertThat(part(mail, 0)).contains("Anmelden und ansehen");
        }
    }

    @Test
    @DisplayName("not to an address that was not shown to be the person's, nor to none")
    void unverified() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings())) {
            server.person(NewAccount.named("erin").withEmail("erin@example.com", false));
            server.person(NewAccount.named("frank"));
            App app = server.callCentre(Map.of());
            app.askElsewhere(asking("erin")).expectsStatus(200);
            app.askElsewhere(asking("frank")).expectsStatus(200);
            assertThat(kept(server.database())).isEmpty();
        }
    }

    @Test
    @DisplayName("a request that is refused sends none: a client cannot flood anybody")
    void flood() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings())) {
            App app = server.callCentre(Map.of());
            for (int i = 0; i < 3; i++) {
                app.askElsewhere(asking("alice")).expectsStatus(200);
            }
            app.askElsewhere(asking("alice")).expectsError("access_denied");
            arrived(3);
            assertThat(kept(server.database())).hasSize(3);
        }
    }

    @Test
    @DisplayName("a server that is away for a while gets it later; until then it is kept sealed")
    void later() throws Exception {
        int port = TestServer.freePort();
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings(port))) {
            App app = server.callCentre(Map.of());
            Map<String, Object> asking = asking("alice");
            asking.put("binding_message", "Parcel 4711");
            app.askElsewhere(asking).expectsStatus(200);
            until(server, "failed 1 sealed");
            assertThat(
                            server.database()
                                    .list("SELECT message FROM mail", row -> row.text("message")))
                    .noneMatch(sealed -> sealed.contains("4711") || sealed.contains("alice"));
            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
            back.start();
            try {
                server.clock().advance(Duration.ofSeconds(11));
                assertThat(back.waitForIncomingEmail(10_000, 1)).isTrue();
                until(server, "sent 2");
            } finally {
                back.stop();
            }
        }
    }

    @Test
    @DisplayName("it is not sent any more when the request is over")
    void tooLate() throws Exception {
        try (TestServer server =
                TestServer.start(TestDatabases.fresh(), settings(TestServer.freePort()))) {
            server.callCentre(Map.of()).askElsewhere(asking("alice")).expectsStatus(200);
            until(server, "failed 1 sealed");
            server.clock().advance(Duration.ofMinutes(10));
            until(server, "too late 2");
        }
    }

    private static void until(TestServer server, String wanted) throws InterruptedException {
        for (int i = 0; i < 200 && !kept(server.database()).equals(List.of(wanted)); i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        assertThat(kept(server.database())).containsExactly(wanted);
    }

    @Test
    @DisplayName("is counted by what came of it, never by whom it was for")
    void counted() throws Exception {
        int port = TestServer.freePort();
        int management = TestServer.freePort();
        Map<String, String> settings = new LinkedHashMap<>(settings(port));
        settings.put("management.port", String.valueOf(management));
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings)) {
            App app = server.callCentre(Map.of());
            app.askElsewhere(asking("alice")).expectsStatus(200);
            untilCounted(management, "failed");
            // The next try would come when the request is over.
            server.clock().advance(Duration.ofMinutes(9).plusSeconds(50));
            untilCounted(management, "given up");
            GreenMail back = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
            back.start();
            try {
                app.askElsewhere(asking("alice")).expectsStatus(200);
                untilCounted(management, "sent");
            } finally {
                back.stop();
            }
            assertThat(counts(management)).hasSize(3).noneMatch(line -> line.contains("alice"));
        }
    }

    private static void untilCounted(int management, String outcome) throws InterruptedException {
        String wanted = "symbolon_mail_total{outcome=\"%s\"} 1.0".formatted(outcome);
        for (int i = 0; i < 200 && !counts(management).contains(wanted); i++) {
            Thread.sleep(Duration.ofMillis(50));
        }
        assertThat(counts(management)).contains(wanted);
    }

    private static List<String> counts(int management) {
        URI metrics = URI.create("http://127.0.0.1:" + management + "/metrics");
        return Http.get(metrics, Map.of())
                .body()
                .lines()
                .filter(line -> line.startsWith("symbolon_mail"))
                .toList();
    }

    @Test
    @DisplayName("the inspector shows that it was sent, and not to where")
    void inspected() throws Exception {
        try (TestServer server = TestServer.start(TestDatabases.fresh(), settings())) {
            server.administrator("root");
            Browser root = server.browser().signedIn("root", TestServer.PASSWORD);
            App app = server.callCentre(Map.of());
            app.askElsewhere(asking("alice")).expectsStatus(200);
            arrived(1);
            String flow = "";
            for (int i = 0; i < 100 && !flow.contains("Sends the person a mail"); i++) {
                Thread.sleep(Duration.ofMillis(50));
                String list = root.get("/inspect?client=" + app.clientId()).body();
                int at = list.indexOf("/inspect/flows/");
                flow = at < 0 ? "" : root.get(list.substring(at, at + 31)).body();
            }
            assertThat(flow)
                    .contains("Sends the person a mail", "mail.taken")
                    .doesNotContain("alice@example.com");
        }
    }

    @Test
    @DisplayName("without mail.host nothing is kept for it")
    void off() {
        try (TestServer server = TestServer.start()) {
            server.callCentre(Map.of()).askElsewhere(asking("alice")).expectsStatus(200);
            assertThat(kept(server.database())).isEmpty();
        }
    }
}
