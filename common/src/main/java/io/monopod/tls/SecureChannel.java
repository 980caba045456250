package io.monopod.tls;

import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLException;

/// gRPC channels over TLS.
public final class SecureChannel {
    private SecureChannel() {}

    /// Sets up the channel for TLS, or for plaintext if `tls` is null.
    public static NettyChannelBuilder secure(NettyChannelBuilder channel, @Nullable TlsClient tls) {
        if (tls == null) {
            return channel.usePlaintext();
        }
        var context = SslContextBuilder.forClient().trustManager(tls.trust());
        if (tls.keys() != null) {
            context.keyManager(tls.keys());
        }
        try {
            channel.sslContext(
                    GrpcSslContexts.configure(context, SslProvider.JDK)
                            .protocols(LiveContext.PROTOCOLS)
                            .build());
        } catch (SSLException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
        return tls.serverName() == null ? channel : channel.overrideAuthority(tls.serverName());
    }
}
