package dev.symbolon.base.fetch;

import dev.symbolon.base.config.Setting;
import dev.symbolon.base.http.AddressBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the server may go to when it asks addresses that apps registered.
 *
 * @param allowedNetworks networks that are not the public internet and may be asked all the same
 * @param trustedCertificates absent: what the JDK trusts
 */
public record FetchSettings(
        @Setting(
                        "Networks beside the public internet that addresses of apps may be in, as"
                                + " 10.1.0.0/16: an intranet's. Plain http is allowed there, too.")
                List<String> allowedNetworks,
        @Setting(
                        "A file of PEM certificates that are trusted for such addresses and the"
                                + " SMTP server, beside those that Java trusts.")
                @Nullable Path trustedCertificates) {

    public FetchSettings {
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    public static FetchSettings defaults() {
        return new FetchSettings(List.of(), null);
    }

    /** Whose certificates are believed. */
    public SSLContext trust() {
        return Trust.context(trustedCertificates);
    }

    /** What is wrong, each beginning with its key; empty when nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String network : allowedNetworks) {
            if (AddressBlock.parse(network).isEmpty()) {
                problems.add(
                        "allowed-networks: "
                                + network
                                + " is no address or network, as 10.1.0.0/16");
            }
        }
        if (trustedCertificates != null && !Files.isReadable(trustedCertificates)) {
            problems.add("trusted-certificates: cannot be read: " + trustedCertificates);
        }
        return problems;
    }
}
