package io.monopod.instance.registration;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.config.HostPort;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;

/// A process's connections to the gateways' control listeners: one to each, however many instances
/// the process has. Gateways come and go at ever new addresses, so the connection that was not used
/// for longest is closed for one too many. Thread-safe.
public final class GatewayChannels implements AutoCloseable {
    private static final int MAX = 64;

    private final @Nullable TlsClient tls;

    /// By last use. Guarded by itself.
    private final LinkedHashMap<HostPort, ManagedChannel> channels =
            new LinkedHashMap<>(16, 0.75f, true);

    /// @param tls to the gateways; null for plaintext
    public GatewayChannels(@Nullable TlsClient tls) {
        this.tls = tls;
    }

    /// Connects when it is first used. For blocking calls, so that it needs no thread besides its
    /// event loop.
    ManagedChannel to(HostPort gateway) {
        synchronized (channels) {
            var channel = channels.computeIfAbsent(gateway, this::channel);
            if (channels.size() > MAX) {
                channels.pollFirstEntry().getValue().shutdownNow();
            }
            return channel;
        }
    }

    private ManagedChannel channel(HostPort gateway) {
        return SecureChannel.secure(
                        NettyChannelBuilder.forAddress(gateway.host(), gateway.port()), tls)
                .directExecutor()
                .build();
    }

    @Override
    public void close() {
        synchronized (channels) {
            channels.values().forEach(ManagedChannel::shutdownNow);
        }
    }
}
