package io.monopod.gateway.peer;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.gateway.store.Member;
import io.monopod.proto.store.v1.LeaderGrpc;
import io.monopod.proto.store.v1.LeaderGrpc.LeaderBlockingV2Stub;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

/// A connection to another gateway's control listener.
///
/// @param channel to be shut down by whom it is for
/// @param stub whose calls show that a gateway asks
public record PeerChannel(ManagedChannel channel, LeaderBlockingV2Stub stub) {
    /// A table of a hundred thousand sessions fits.
    private static final int MAX_ANSWER = 128 << 20;

    /// Connects when it is first used.
    ///
    /// @param tls null for plain text
    public static PeerChannel to(Member gateway, @Nullable TlsClient tls) {
        var address = gateway.control();
        var channel =
                SecureChannel.secure(
                                NettyChannelBuilder.forAddress(address.host(), address.port()), tls)
                        .directExecutor()
                        .disableRetry()
                        .maxInboundMessageSize(MAX_ANSWER)
                        .build();
        var headers = new Metadata();
        headers.put(GatewayProof.KEY, GatewayProof.to(gateway));
        return new PeerChannel(
                channel,
                LeaderGrpc.newBlockingV2Stub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)));
    }
}
