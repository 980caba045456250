package io.monopod.instance.registration;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.config.HostPort;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A process's connections to the gateways' control listeners: one to each, however many instances
/// the process has. Thread-safe.
public final class GatewayChannels implements AutoCloseable {
    private final @Nullable TlsClient tls;
    private final Map<HostPort, ManagedChannel> channels = new ConcurrentHashMap<>();

    /// @param tls to the gateways; null for plaintext
    public GatewayChannels(@Nullable TlsClient tls) {
        this.tls = tls;
    }

    /// Connects when it is first used. For blocking calls, so that it needs no thread besides its
    /// event loop.
    ManagedChannel to(HostPort gateway) {
        return channels.computeIfAbsent(gateway, this::channel);
    }

    private ManagedChannel channel(HostPort gateway) {
        return SecureChannel.secure(
                        NettyChannelBuilder.forAddress(gateway.host(), gateway.port()), tls)
                .directExecutor()
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
