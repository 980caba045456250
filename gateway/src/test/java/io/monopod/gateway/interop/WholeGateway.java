package io.monopod.gateway.interop;

import com.google.protobuf.ByteString;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.monopod.contract.Names;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.control.v1.RegisterRequest;
import io.monopod.proto.control.v1.RegistryGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.vouch.InstanceKey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/// A whole gateway: a route that requires a token and a session, and one registered instance.
final class WholeGateway implements AutoCloseable {
    /// The client's load balancer calls `OpenRcaService` without metadata.
    private static final String CONFIG =
            """
            demo: true
            start-grace: 0s
            lease: 10m
            clusters:
              interop: {type: registered}
            routes:
              - {prefix: /grpc.testing.TestService/, cluster: interop}
              - {prefix: /xds.service.orca.v3.OpenRcaService/, cluster: interop, auth: none, affinity: none}
            """;

    private final Gateway gateway;

    private WholeGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /// @param dir for its configuration
    static WholeGateway start(Path dir) throws IOException, InterruptedException {
        return new WholeGateway(LocalGateway.start(dir, CONFIG));
    }

    int port() {
        return gateway.dataPort();
    }

    /// Registers an instance on a local port.
    void register(String instance, int port) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of(Names.JOIN, Metadata.ASCII_STRING_MARSHALLER),
                LocalGateway.JOIN_SECRET);
        var request =
                RegisterRequest.newBuilder()
                        .setInstanceId(instance)
                        .setKey(ByteString.copyFrom(InstanceKey.random().key().bytes()))
                        .setCluster("interop")
                        .setAddress("localhost:" + port)
                        .setSlot(
                                SlotReport.newBuilder()
                                        .setPhase(SlotReport.Phase.FREE)
                                        .setRevision(1))
                        .build();
        request(
                gateway.controlPort(),
                channel ->
                        RegistryGrpc.newBlockingStub(channel)
                                .withInterceptors(
                                        MetadataUtils.newAttachHeadersInterceptor(metadata))
                                .register(request));
    }

    /// @return a token for the session
    String login(String session) {
        var request =
                LoginRequest.newBuilder()
                        .setUsername("TestUser")
                        .setPassword("TestPassword")
                        .setSessionId(session)
                        .build();
        return request(port(), channel -> MyServiceAPIGrpc.newBlockingStub(channel).login(request))
                .getToken();
    }

    @Override
    public void close() {
        gateway.close();
    }

    private static <A> A request(int port, Function<ManagedChannel, A> call) {
        var credentials = InsecureChannelCredentials.create();
        var channel = Grpc.newChannelBuilderForAddress("localhost", port, credentials).build();
        try {
            return call.apply(channel);
        } finally {
            channel.shutdownNow();
        }
    }
}
