package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/// TLS of a listener. Thread-safe.
public final class TlsServer implements AutoCloseable {
    private final LiveContext live;
    private final boolean clientCertificateNeeded;

    private TlsServer(String section, ServerTls config, Duration period) {
        var files =
                new PemFiles(
                        section,
                        config.certificate(),
                        config.key(),
                        "client-ca",
                        config.clientCa());
        live = new LiveContext(files, period);
        clientCertificateNeeded = config.clientCa().isPresent();
    }

    /// @param section of the configuration, for messages
    /// @return empty if TLS is off
    /// @throws InvalidSetting if a file cannot be read or is invalid
    public static Optional<TlsServer> of(String section, ServerTls config) {
        return of(section, config, LiveContext.PERIOD);
    }

    /// @param period the interval between checks of the files
    public static Optional<TlsServer> of(String section, ServerTls config, Duration period) {
        return config.certificate().map(_ -> new TlsServer(section, config, period));
    }

    /// An engine for one connection.
    public SSLEngine newEngine() {
        var engine = live.context().createSSLEngine();
        engine.setUseClientMode(false);
        var parameters = live.parameters();
        parameters.setNeedClientAuth(clientCertificateNeeded);
        parameters.setApplicationProtocols(new String[] {"h2"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// For servers that create their own engines: their handshakes follow the files, too.
    SSLContext context() {
        return live.context();
    }

    boolean isClientCertificateNeeded() {
        return clientCertificateNeeded;
    }

    List<String> cipherSuites() {
        return live.cipherSuites();
    }

    @Override
    public void close() {
        live.close();
    }
}
