package dev.symbolon.base.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.symbolon.base.fetch.FetchSettings;
import dev.symbolon.base.mail.MailSettings.Encryption;
import dev.symbolon.base.secret.Secret;
import dev.symbolon.testing.Certificate;
import dev.symbolon.testing.MovableClock;
import jakarta.mail.Header;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Mail is handed over encrypted, to who shows the right certificate, or not at all")
class SmtpTest {

    private static final String LOCAL = "127.0.0.1";

    private static Mail mail(String sender, String subject) {
        return new Mail("id-1", "alice@example.com", sender, subject, "en", "Hello", "<p>Hello");
    }

    private static Smtp smtp(int port, Encryption encryption, @Nullable Path trusted) {
        return new Smtp(
                new MailSettings(LOCAL, port, "no-reply@id.example", null, null, encryption),
                new FetchSettings(List.of(), trusted).trust(),
                new MovableClock());
    }

    private static NotSent refused(Smtp smtp) {
        return catchThrowableOfType(NotSent.class, () -> smtp.send(mail("Harbour", "Hello")));
    }

    @Test
    @DisplayName("RFC 4954 with the name and the password, where the server asks")
    void authenticated() throws Exception {
        GreenMail post = new GreenMail(new ServerSetup(0, LOCAL, "smtp"));
        post.start();
        try {
            post.setUser("symbolon@id.example", "symbolon", "right");
            for (String password : List.of("wrong", "right")) {
                Smtp smtp =
                        new Smtp(
                                new MailSettings(
                                        LOCAL,
                                        post.getSmtp().getPort(),
                                        "no-reply@id.example",
                                        "symbolon",
                                        new Secret(password),
                                        Encryption.NONE),
                                new FetchSettings(List.of(), null).trust(),
                                new MovableClock());
                NotSent refused = refused(smtp);
                if (password.equals("right")) {
                    assertThat(refused).isNull();
                } else {
                    assertThat(refused).hasMessageContaining("mail.password");
                    assertThat(refused.isFinal()).isFalse();
                }
            }
            assertThat(post.getReceivedMessages()).hasSize(1);
        } finally {
            post.stop();
        }
    }

    @Test
    @DisplayName("tls: to who is vouched for and is called so, and to nobody else")
    void tls(@TempDir Path directory) throws Exception {
        Certificate authority = Certificate.authority(directory, "authority");
        Certificate right = authority.issues("right", "CN=mail", "san=ip:" + LOCAL);
        Certificate other = authority.issues("other", "CN=mail", "san=dns:other.example");
        for (Certificate shown : List.of(right, other)) {
            try (ScriptedSmtp post = ScriptedSmtp.tls(shown)) {
                NotSent refused = refused(smtp(post.port(), Encryption.TLS, authority.pem()));
                assertThat(refused == null).isEqualTo(shown == right);
                assertThat(post.heard("DATA")).isEqualTo(shown == right);
                assertThat(refused(smtp(post.port(), Encryption.TLS, null))).isNotNull();
            }
        }
    }

    @Test
    @DisplayName("starttls: never without, however the server presents itself (RFC 8314)")
    void starttls(@TempDir Path directory) throws Exception {
        Certificate authority = Certificate.authority(directory, "authority");
        Certificate right = authority.issues("right", "CN=mail", "san=ip:" + LOCAL);
        try (ScriptedSmtp post = ScriptedSmtp.startTls(right)) {
            assertThat(refused(smtp(post.port(), Encryption.STARTTLS, authority.pem()))).isNull();
            assertThat(post.heard("DATA")).isTrue();
        }
        try (ScriptedSmtp post = ScriptedSmtp.startTls(right)) {
            assertThat(refused(smtp(post.port(), Encryption.STARTTLS, null))).isNotNull();
            assertThat(post.heard("MAIL")).isFalse();
        }
        try (ScriptedSmtp post = ScriptedSmtp.plain(null, "")) {
            assertThat(refused(smtp(post.port(), Encryption.STARTTLS, null))).isNotNull();
            assertThat(post.heard("MAIL")).isFalse();
        }
    }

    @Test
    @DisplayName("RFC 5321 §4.2.1 550 is final, 450 is not, and neither message names anybody")
    void refusedByServer() throws Exception {
        for (String command : List.of("MAIL", "RCPT", "DATA")) {
            for (int status : List.of(450, 550)) {
                try (ScriptedSmtp post = ScriptedSmtp.plain(command, status + " not this one")) {
                    NotSent refused = refused(smtp(post.port(), Encryption.NONE, null));
                    assertThat(refused.status()).as(command).isEqualTo(status);
                    assertThat(refused.isFinal()).isEqualTo(status == 550);
                    assertThat(refused.getMessage()).doesNotContain("alice", "not this one");
                }
            }
        }
    }

    @Test
    @DisplayName("a server that is not there is no final answer")
    void away() {
        assertThat(refused(smtp(1, Encryption.NONE, null)).isFinal()).isFalse();
    }

    @Test
    @DisplayName("CWE-93 whatever a name holds, it begins no header and no body")
    void headers() throws Exception {
        GreenMail post = new GreenMail(new ServerSetup(0, LOCAL, "smtp"));
        post.start();
        try {
            String evil = "A\r\nBcc: eve@example.com\n\n<p>\u2028\u0000\u0085Evil: 1 \"<>, ü";
            smtp(post.getSmtp().getPort(), Encryption.NONE, null).send(mail(evil, evil));
            var arrived = post.getReceivedMessages()[0];
            assertThat(Collections.list(arrived.getAllHeaders()))
                    .extracting(Header::getName)
                    .containsExactlyInAnyOrder(
                            "Return-Path",
                            "Received",
                            "Date",
                            "From",
                            "To",
                            "Message-ID",
                            "Subject",
                            "MIME-Version",
                            "Content-Type",
                            "Content-Language",
                            "Auto-Submitted");
            assertThat(arrived.getFrom()).hasSize(1);
            assertThat(arrived.getAllRecipients()).hasSize(1);
        } finally {
            post.stop();
        }
        for (String address :
                List.of("a@b\r\nBcc: c@d", "a b@c", "<a@b>", "a@b,c@d", "a@b>", "", "a@", "ä@b")) {
            assertThatThrownBy(() -> new Mail("id", address, "a", "b", "en", "c", "d"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("settings: whole, and unencrypted to this machine only")
    void settings() {
        assertThat(MailSettings.defaults().problems()).isEmpty();
        assertThat(settings("smtp.example", "a@b.example", Encryption.NONE)).hasSize(1);
        assertThat(settings("localhost", "a@b.example", Encryption.NONE)).isEmpty();
        assertThat(settings("smtp.example", "A <a@b.example>", Encryption.TLS)).hasSize(1);
        assertThat(settings("smtp example", "a@b.example", Encryption.TLS)).hasSize(1);
        assertThat(settings(null, "a@b.example", Encryption.TLS)).hasSize(1);
        assertThat(new MailSettings("h", 0, null, "name", null, Encryption.TLS).problems())
                .hasSize(3);
    }

    private static List<String> settings(
            @Nullable String host, String from, Encryption encryption) {
        return new MailSettings(host, 587, from, null, null, encryption).problems();
    }
}
