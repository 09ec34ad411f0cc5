package dev.symbolon.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The context of a server's TLS; behind it another can be put at any time, for the connections that
 * come from then on.
 */
final class ReloadableTls extends SSLContextSpi {

    /** RFC 9325 §3.1.1: nothing older, whatever the JDK's own settings allow. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Those of TLS 1.3, and of TLS 1.2 the four of RFC 9325 §4.2, which is what FAPI 2.0 takes
     * (Security Profile §5.2.2).
     */
    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    private final boolean asking;
    private volatile SSLContext current;

    /**
     * @param asking whether clients are asked for a certificate; they need not have one
     */
    ReloadableTls(SSLContext first, boolean asking) {
        this.current = first;
        this.asking = asking;
    }

    void replace(SSLContext next) {
        current = next;
    }

    /** What the library is given; it asks for a factory at each connection. */
    SSLContext context() {
        return new SSLContext(this, current.getProvider(), current.getProtocol()) {};
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new ServerSide(current.getSocketFactory(), asking);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        SSLEngine engine = current.createSSLEngine();
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(suites(engine.getEnabledCipherSuites()));
        engine.setWantClientAuth(asking);
        return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
        return engineCreateSSLEngine();
    }

    /** In our order; whoever runs the runtime may have taken some away. */
    private static String[] suites(String[] enabled) {
        return SUITES.stream().filter(List.of(enabled)::contains).toArray(String[]::new);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return current.getServerSocketFactory();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return current.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return current.getClientSessionContext();
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("It is ready as it is");
    }

    /** Lays TLS over accepted sockets; closing the one closes the other. */
    private static final class ServerSide extends SSLSocketFactory {

        private final SSLSocketFactory factory;
        private final boolean asking;

        ServerSide(SSLSocketFactory factory, boolean asking) {
            this.factory = factory;
            this.asking = asking;
        }

        @Override
        public Socket createSocket(Socket accepted, InputStream consumed, boolean autoClose)
                throws IOException {
            SSLSocket socket = (SSLSocket) factory.createSocket(accepted, consumed, true);
            socket.setEnabledProtocols(PROTOCOLS);
            socket.setEnabledCipherSuites(suites(socket.getEnabledCipherSuites()));
            socket.setWantClientAuth(asking);
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
                throws IOException {
            throw new IOException("Only for accepted sockets");
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new IOException("Only for accepted sockets");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("Only for accepted sockets");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new IOException("Only for accepted sockets");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            throw new IOException("Only for accepted sockets");
        }
    }
}
