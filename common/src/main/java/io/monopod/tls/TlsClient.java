package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/// TLS to servers. Thread-safe.
public final class TlsClient implements AutoCloseable {
    private final LiveContext live;
    private final @Nullable String serverName;

    private TlsClient(String section, ClientTls config, Duration period) {
        var files = new PemFiles(section, config.certificate(), config.key(), "ca", config.ca());
        live = new LiveContext(files, period);
        serverName = config.serverName().orElse(null);
    }

    /// @param section of the configuration, for messages
    /// @return empty if TLS is off
    /// @throws InvalidSetting if a file cannot be read or is invalid
    public static Optional<TlsClient> of(String section, ClientTls config) {
        return of(section, config, LiveContext.PERIOD);
    }

    /// @param period the interval between checks of the files
    public static Optional<TlsClient> of(String section, ClientTls config, Duration period) {
        return config.ca().map(_ -> new TlsClient(section, config, period));
    }

    /// The context for new connections. Its user checks the servers' names.
    public SSLContext context() {
        return live.context();
    }

    /// An engine for one connection. The server's certificate must be valid for the configured
    /// name, or else for `host`.
    public SSLEngine newEngine(String host, int port) {
        var engine = live.context().createSSLEngine(serverName == null ? host : serverName, port);
        engine.setUseClientMode(true);
        var parameters = live.parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// The configured name of the servers; null to check their address.
    @Nullable String serverName() {
        return serverName;
    }

    /// Null if there is no certificate to present.
    @Nullable KeyManager keys() {
        return live.keys();
    }

    @Nullable TrustManager trust() {
        return live.trust();
    }

    @Override
    public String toString() {
        return "tls";
    }

    @Override
    public void close() {
        live.close();
    }
}
