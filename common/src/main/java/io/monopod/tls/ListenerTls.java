package io.monopod.tls;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;

import org.jspecify.annotations.Nullable;

/// TLS for Helidon's HTTP listeners.
public final class ListenerTls {
    private ListenerTls() {}

    /// @param server null for no TLS
    public static Tls of(@Nullable TlsServer server) {
        if (server == null) {
            return Tls.builder().enabled(false).build();
        }
        return Tls.builder()
                .sslContext(server.context())
                .enabledProtocols(LiveContext.PROTOCOLS)
                .enabledCipherSuites(server.cipherSuites())
                .clientAuth(
                        server.isClientCertificateNeeded()
                                ? TlsClientAuth.REQUIRED
                                : TlsClientAuth.NONE)
                // Host name checks are for clients: on a server Helidon would look up each client's
                // name.
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .build();
    }
}
