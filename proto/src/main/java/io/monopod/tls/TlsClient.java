package io.monopod.tls;

import io.monopod.config.InvalidSetting;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/// TLS towards servers. Thread-safe.
public final class TlsClient implements AutoCloseable {
    private final LiveContext live;
    private final @Nullable String serverName;

    private TlsClient(LiveContext live, @Nullable String serverName) {
        this.live = live;
        this.serverName = serverName;
    }

    /// @param section of the configuration, for messages
    /// @return empty if it is off
    /// @throws InvalidSetting if a file cannot be read, or is not what it should be
    public static Optional<TlsClient> of(String section, ClientTls config) {
        return of(section, config, LiveContext.PERIOD);
    }

    /// @param period how often the files are looked at
    public static Optional<TlsClient> of(String section, ClientTls config, Duration period) {
        return config.ca()
                .map(
                        ca ->
                                new TlsClient(
                                        new LiveContext(
                                                new PemFiles(
                                                        section,
                                                        config.certificate(),
                                                        config.key(),
                                                        "ca",
                                                        Optional.of(ca)),
                                                period),
                                        config.serverName().orElse(null)));
    }

    /// For one connection. The server's certificate has to be for the configured name, or else for
    /// `host`.
    public SSLEngine newEngine(String host, int port) {
        var engine = live.context().createSSLEngine(serverName == null ? host : serverName, port);
        engine.setUseClientMode(true);
        var parameters = live.parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// The name that the servers' certificates are for; null if it is their address.
    @Nullable String serverName() {
        return serverName;
    }

    /// Null if there is no certificate to show.
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
