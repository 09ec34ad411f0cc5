package dev.symbolon.core.client;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * Whom a client's certificate has to name (RFC 8705 §2.1.2).
 *
 * @param value as registered
 */
public record CertificateSubject(Form form, String value) {

    /** Beside those that every parser knows: what certificates of banks have (eIDAS). */
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "ORGANIZATIONIDENTIFIER", "2.5.4.97",
                    "BUSINESSCATEGORY", "2.5.4.15",
                    "SERIALNUMBER", "2.5.4.5",
                    "JURISDICTIONCOUNTRYNAME", "1.3.6.1.4.1.311.60.2.1.3",
                    "EMAILADDRESS", "1.2.840.113549.1.9.1");

    /** Where in the certificate it stands; a number is the type of RFC 5280 §4.2.1.6. */
    public enum Form {
        SUBJECT_DN(0),
        SAN_DNS(2),
        SAN_URI(6),
        SAN_IP(7),
        SAN_EMAIL(1);

        private final int type;

        Form(int type) {
            this.type = type;
        }

        /** The name of the member in metadata. */
        String member() {
            return "tls_client_auth_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** All that metadata names; one is allowed. */
    static List<CertificateSubject> read(MetadataReader reader) {
        List<CertificateSubject> subjects = new ArrayList<>();
        for (Form form : Form.values()) {
            Optional.ofNullable(reader.text(form.member()))
                    .ifPresent(value -> subjects.add(new CertificateSubject(form, value)));
        }
        return subjects;
    }

    /** Whether the value is one that a certificate can have. */
    boolean isWellFormed() {
        return switch (form) {
            case SUBJECT_DN -> name().filter(name -> !name.getName().isEmpty()).isPresent();
            case SAN_IP -> address().isPresent();
            case SAN_DNS -> !value.contains("*");
            case SAN_URI, SAN_EMAIL -> true;
        };
    }

    private Optional<X500Principal> name() {
        try {
            return Optional.of(new X500Principal(value, ATTRIBUTES));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> address() {
        try {
            return Optional.of(InetAddress.ofLiteral(value).getAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether the certificate names it; names are compared whole, without wildcards. */
    public boolean isOf(X509Certificate certificate) {
        return switch (form) {
            case SUBJECT_DN ->
                    name().filter(certificate.getSubjectX500Principal()::equals).isPresent();
            case SAN_DNS -> alternatives(certificate).stream().anyMatch(value::equalsIgnoreCase);
            case SAN_URI, SAN_EMAIL -> alternatives(certificate).contains(value);
            case SAN_IP ->
                    alternatives(certificate).stream()
                            .map(text -> new CertificateSubject(Form.SAN_IP, text).address())
                            .anyMatch(found ->
                                    found.isPresent()
                                            && address()
                                                    .filter(own -> Arrays.equals(own, found.get()))
                                                    .isPresent());
        };
    }

    /** What the certificate has in this place, for those who may read a trace. */
    public List<String> in(X509Certificate certificate) {
        return form == Form.SUBJECT_DN
                ? List.of(certificate.getSubjectX500Principal().getName())
                : alternatives(certificate);
    }

    private List<String> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(form.type))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    @Override
    public String toString() {
        return form.member() + " " + value;
    }
}
