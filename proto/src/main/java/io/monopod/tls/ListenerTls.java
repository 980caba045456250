package io.monopod.tls;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;

import org.jspecify.annotations.Nullable;

/// TLS for listeners that Helidon speaks HTTP on.
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
                // It is for clients: here Helidon would look up the name of whoever connects.
                .endpointIdentificationAlgorithm(Tls.ENDPOINT_IDENTIFICATION_NONE)
                .build();
    }
}
