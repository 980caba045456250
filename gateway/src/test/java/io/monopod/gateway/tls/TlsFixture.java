package io.monopod.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.monopod.gateway.Backend;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.LocalGateway;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.tls.ClientTls;
import io.monopod.tls.ServerTls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Gateways with TLS on their data listener, each with a backend, and clients.
final class TlsFixture implements AutoCloseable {
    final Path directory;

    /// The authority that clients trust.
    final Authority authority;

    /// The gateway's own certificate, signed by that authority.
    final ServerTls certificate;

    private final List<Runnable> endings = new ArrayList<>();

    TlsFixture(Path directory) throws Exception {
        this.directory = directory;
        authority = new Authority(directory, "authority");
        certificate = authority.issue("gateway");
    }

    Backend backend() throws IOException {
        return kept(new Backend());
    }

    Backend over(ServerTls tls) throws IOException {
        return kept(Backend.over(tls));
    }

    private Backend kept(Backend backend) {
        endings.add(backend::close);
        return backend;
    }

    Gateway gateway(Backend backend, ServerTls data, ClientTls instances, String... more)
            throws Exception {
        return gateway(backend, data, instances, ClientTls.OFF, more);
    }

    Gateway gateway(
            Backend backend, ServerTls data, ClientTls instances, ClientTls cluster, String... more)
            throws Exception {
        var text =
                """
                data: {tls: {%s}}
                instance-tls: {%s}
                clusters:
                  echo: {type: static, addresses: ["localhost:%d"], tls: {%s}}
                routes:
                  - {prefix: /my_service.MyServiceAPI/, cluster: echo, auth: none, affinity: none}
                %s
                """
                        .formatted(
                                keys(
                                        Map.of(
                                                "certificate", data.certificate(),
                                                "key", data.key(),
                                                "client-ca", data.clientCa())),
                                keys(instances),
                                backend.port(),
                                keys(cluster),
                                String.join("", more));
        var gateway = LocalGateway.start(directory, text);
        endings.add(gateway::close);
        return gateway;
    }

    private static String keys(ClientTls tls) {
        return keys(Map.of("ca", tls.ca(), "certificate", tls.certificate(), "key", tls.key()));
    }

    private static String keys(Map<String, Optional<Path>> files) {
        var keys = new ArrayList<String>();
        files.forEach((key, file) -> file.ifPresent(path -> keys.add(key + ": " + path)));
        return String.join(", ", keys);
    }

    ManagedChannel channel(Gateway gateway, ClientTls tls) throws IOException {
        var credentials =
                TlsChannelCredentials.newBuilder().trustManager(tls.ca().orElseThrow().toFile());
        if (tls.certificate().isPresent()) {
            credentials.keyManager(
                    tls.certificate().get().toFile(), tls.key().orElseThrow().toFile());
        }
        var channel =
                Grpc.newChannelBuilderForAddress(
                                "localhost", gateway.dataPort(), credentials.build())
                        .maxInboundMessageSize(64 << 20)
                        .build();
        endings.add(channel::shutdownNow);
        return channel;
    }

    boolean answers(Gateway gateway, ClientTls tls) {
        try {
            return echo(channel(gateway, tls), "hello").equals("hello");
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String echo(ManagedChannel channel, String value) {
        EchoResponse response =
                MyServiceAPIGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .myServiceEcho(request(value));
        return response.getClientValue();
    }

    static EchoRequest request(String value) {
        return EchoRequest.newBuilder().setValue(value).build();
    }

    @Override
    public void close() {
        endings.reversed().forEach(Runnable::run);
    }
}
