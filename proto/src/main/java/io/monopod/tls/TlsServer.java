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

    private TlsServer(LiveContext live, boolean clientCertificateNeeded) {
        this.live = live;
        this.clientCertificateNeeded = clientCertificateNeeded;
    }

    /// @param section of the configuration, for messages
    /// @return empty if it is off
    /// @throws InvalidSetting if a file cannot be read, or is not what it should be
    public static Optional<TlsServer> of(String section, ServerTls config) {
        return of(section, config, LiveContext.PERIOD);
    }

    /// @param period how often the files are looked at
    public static Optional<TlsServer> of(String section, ServerTls config, Duration period) {
        return config.certificate()
                .map(
                        certificate ->
                                new TlsServer(
                                        new LiveContext(
                                                new PemFiles(
                                                        section,
                                                        Optional.of(certificate),
                                                        config.key(),
                                                        "client-ca",
                                                        config.clientCa()),
                                                period),
                                        config.clientCa().isPresent()));
    }

    /// For one connection.
    public SSLEngine newEngine() {
        var engine = live.context().createSSLEngine();
        engine.setUseClientMode(false);
        var parameters = live.parameters();
        parameters.setNeedClientAuth(clientCertificateNeeded);
        parameters.setApplicationProtocols(new String[] {"h2"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// For servers that make their engines themselves: its handshakes follow the files, too.
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
