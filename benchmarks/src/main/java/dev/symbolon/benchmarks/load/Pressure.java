package dev.symbolon.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A provider, an app and a person, put under load. */
public final class Pressure {

    private final Provider provider;
    private final App app;
    private final Pages pages;
    private final Person person;
    private final SSLSocketFactory tls;

    private Pressure(Provider provider, App app, Pages pages, Person person, SSLSocketFactory tls) {
        this.provider = provider;
        this.app = app;
        this.pages = pages;
        this.person = person;
        this.tls = tls;
    }

    /**
     * Finds the provider.
     *
     * @param anyCertificate for a provider with a certificate of its own making
     * @throws IOException where there is none
     */
    public static Pressure on(
            URI issuer, App app, Pages pages, Person person, boolean anyCertificate)
            throws IOException {
        SSLSocketFactory tls =
                anyCertificate
                        ? trustingEverybody()
                        : (SSLSocketFactory) SSLSocketFactory.getDefault();
        return new Pressure(Provider.discover(issuer, tls), app, pages, person, tls);
    }

    /**
     * Runs a scenario to its end.
     *
     * @param verify whether every ID token's signature is checked
     * @throws IOException where the users cannot get ready
     */
    public Result run(Scenario scenario, Pace pace, boolean verify)
            throws IOException, InterruptedException {
        IdTokens idTokens = verify ? IdTokens.of(provider, app, tls) : null;
        return new Run(scenario, pace, idTokens)
                .of(number -> new User(provider, app, pages, person.numbered(number), tls));
    }

    private static SSLSocketFactory trustingEverybody() {
        TrustManager everybody =
                new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        return new X509Certificate[0];
                    }
                };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {everybody}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
