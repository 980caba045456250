package io.monopod.gateway;

import io.monopod.config.InvalidSetting;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.tls.TlsClient;
import io.monopod.tls.TlsServer;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/// TLS of the three listeners and towards the instances: null where it is off.
record GatewayTls(
        @Nullable TlsServer data,
        @Nullable TlsServer control,
        @Nullable TlsServer admin,
        @Nullable TlsClient instances)
        implements AutoCloseable {
    /// @throws InvalidSetting if a file cannot be read, or is not what it should be
    static GatewayTls of(GatewayConfig config) {
        return new GatewayTls(
                TlsServer.of("data.tls", config.data().tls()).orElse(null),
                TlsServer.of("control.tls", config.control().tls()).orElse(null),
                TlsServer.of("admin.tls", config.admin().tls()).orElse(null),
                TlsClient.of("instance-tls", config.instanceTls()).orElse(null));
    }

    @Override
    public void close() {
        Stream.of(data, control, admin).filter(Objects::nonNull).forEach(TlsServer::close);
        if (instances != null) {
            instances.close();
        }
    }
}
