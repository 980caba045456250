package io.monopod.gateway.vouching;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.gateway.Gateway;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.util.concurrent.TimeUnit;

/// A client of the gateway.
final class TestCaller implements AutoCloseable {
    private final ManagedChannel channel;

    TestCaller(Gateway gateway) {
        channel =
                NettyChannelBuilder.forAddress("localhost", gateway.dataPort())
                        .usePlaintext()
                        .build();
    }

    String login(String user, String session) {
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .login(
                        LoginRequest.newBuilder()
                                .setUsername(user)
                                .setPassword("TestPassword")
                                .setSessionId(session)
                                .build())
                .getToken();
    }

    /// @return the instance that answered
    String echo(String... metadata) {
        var fields = new Metadata();
        for (int i = 0; i < metadata.length; i += 2) {
            fields.put(
                    Metadata.Key.of(metadata[i], Metadata.ASCII_STRING_MARSHALLER),
                    metadata[i + 1]);
        }
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(fields))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .myServiceEcho(EchoRequest.getDefaultInstance())
                .getPodName();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
