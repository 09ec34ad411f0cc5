package dev.symbolon.base.mail;

import dev.symbolon.base.secret.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Hands mail to the server of the settings, in twenty seconds at most. */
public final class Smtp {

    /** From the look-up of the name to the last answer. */
    private static final Duration IN_ALL = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(Smtp.class.getName());

    private static final String EACH_STEP = "8000";

    private final MailSettings settings;
    private final String host;
    private final String from;
    private final InstantSource clock;
    private final Session session;

    /**
     * @param settings with a host
     * @param trust whose certificates are believed
     */
    public Smtp(MailSettings settings, SSLContext trust, InstantSource clock) {
        if (settings.host() == null || settings.from() == null) {
            throw new IllegalArgumentException("no mail is sent");
        }
        this.settings = settings;
        this.host = settings.host();
        this.from = settings.from();
        this.clock = clock;
        this.session = Session.getInstance(properties(trust));
    }

    private Properties properties(SSLContext trust) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.connectiontimeout", EACH_STEP);
        properties.put("mail.smtp.timeout", EACH_STEP);
        properties.put("mail.smtp.writetimeout", EACH_STEP);
        properties.put("mail.smtp.quitwait", "false");
        // Mail goes there under its own name, whatever this machine is called.
        properties.put("mail.smtp.localhost", from.substring(from.indexOf('@') + 1));
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (settings.encryption()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        return properties;
    }

    /** Where it is handed to. */
    public String server() {
        return host + ":" + settings.port();
    }

    /**
     * Hands one over.
     *
     * @throws NotSent where it was not taken
     */
    public void send(Mail mail) throws NotSent {
        FutureTask<Boolean> sending =
                new FutureTask<>(() -> {
                    deliver(mail);
                    return true;
                });
        Thread.ofVirtual().name("smtp").start(sending);
        try {
            sending.get(IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new NotSent(0, "it did not end within " + IN_ALL.toSeconds() + " seconds");
        } catch (ExecutionException failed) {
            throw why(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new NotSent(0, "the server ends");
        } finally {
            sending.cancel(true);
        }
    }

    private void deliver(Mail mail) throws MessagingException, UnsupportedEncodingException {
        Message message = message(mail);
        Transport transport = session.getTransport();
        try {
            Secret password = settings.password();
            transport.connect(
                    host,
                    settings.port(),
                    settings.username(),
                    password == null ? null : password.value());
            transport.sendMessage(message, message.getAllRecipients());
        } finally {
            leave(transport);
        }
    }

    /** What was taken stays taken, however the server says goodbye. */
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            LOG.log(System.Logger.Level.DEBUG, "The SMTP server had gone", gone);
        }
    }

    private Message message(Mail mail) throws MessagingException, UnsupportedEncodingException {
        String utf8 = StandardCharsets.UTF_8.name();
        MimeMessage message = new Named(session, mail.id() + from.substring(from.indexOf('@')));
        message.setFrom(new InternetAddress(from, mail.sender(), utf8));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
        message.setSubject(mail.subject(), utf8);
        message.setSentDate(Date.from(clock.instant()));
        message.setContentLanguage(new String[] {mail.language()});
        // RFC 3834 §5: nobody's holiday notice answers it.
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part(mail.plain(), "plain"));
        both.addBodyPart(part(mail.html(), "html"));
        message.setContent(both);
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    /** What an answer says may hold the recipient; its status does not. */
    private static NotSent why(Throwable failed) {
        Throwable inner = failed;
        for (Throwable cause = failed; cause != null; cause = next(cause)) {
            inner = cause;
            if (cause instanceof AuthenticationFailedException) {
                return new NotSent(0, "it does not take mail.username and mail.password");
            }
        }
        return switch (inner) {
            case SMTPAddressFailedException refused -> answered(refused.getReturnCode());
            case SMTPSenderFailedException refused -> answered(refused.getReturnCode());
            case SMTPSendFailedException refused -> answered(refused.getReturnCode());
            case SendFailedException _ -> new NotSent(0, "it took nothing");
            case MessagingException spoken ->
                    new NotSent(0, "it cannot be spoken to: " + spoken.getMessage());
            default -> new NotSent(0, "it cannot be spoken to: " + inner);
        };
    }

    private static NotSent answered(int status) {
        return new NotSent(status, "it answered " + status);
    }

    private static @Nullable Throwable next(Throwable failed) {
        return failed instanceof MessagingException messaging
                        && messaging.getNextException() != null
                ? messaging.getNextException()
                : failed.getCause();
    }

    /** A message that keeps the name it was given. */
    private static final class Named extends MimeMessage {
        private final String id;

        Named(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
