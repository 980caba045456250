package io.monopod.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
import io.monopod.gateway.Gateway;
import io.monopod.instance.Instance;
import io.monopod.myservice.echo.EchoService;
import io.monopod.process.LocalEtcd;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIBlockingStub;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Several gateways with a real etcd, instances that know all of them, and a client of each.
final class SharedSystem implements AutoCloseable {
    private final Path directory;
    private final String config;
    private final LocalEtcd etcd;
    private final List<@Nullable Gateway> gateways = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    /// Skips the tests without etcd, but in CI fails them.
    static void requireEtcd() {
        boolean there = LocalEtcd.isInstalled();
        assertThat(there || System.getenv("CI") == null)
                .as("etcd is on the PATH (Debian: etcd-server)")
                .isTrue();
        assumeTrue(there, "etcd is not installed (Debian: etcd-server)");
    }

    /// Returns when all instances are registered.
    ///
    /// @param config of every gateway, besides its store, as YAML
    SharedSystem(Path directory, int gateways, int instances, String config)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.config = config;
        this.etcd = new LocalEtcd(directory, 1);
        for (int i = 0; i < gateways; i++) {
            addGateway();
        }
        for (int i = 0; i < instances; i++) {
            addInstance();
        }
    }

    LocalEtcd etcd() {
        return etcd;
    }

    private void addGateway() throws IOException, InterruptedException {
        var files = Files.createDirectories(directory.resolve("gateway-" + gateways.size()));
        var store =
                """
                demo: true
                store: {type: etcd, endpoints: [%s]}
                %s
                """
                        .formatted(etcd.endpoints().getFirst(), config);
        var gateway = Gateway.start(WholeSystem.config(files, store), InstantSource.system());
        gateways.add(gateway);
        channels.add(WholeSystem.channel(new HostPort("localhost", gateway.dataPort())));
    }

    Instance addInstance() throws InterruptedException {
        return addInstance(
                IntStream.range(0, gateways.size()).filter(i -> gateways.get(i) != null));
    }

    /// @param of the gateways that it is configured with
    Instance addInstance(IntStream of) throws InterruptedException {
        var known = of.mapToObj(i -> new HostPort("localhost", gateway(i).controlPort())).toList();
        var instance =
                Instance.start(
                        WholeSystem.instanceConfig(known),
                        EchoService.create(Duration.ofMillis(20)));
        instances.add(instance);
        if (!instance.awaitRegistered()) {
            throw new AssertionError("the instance is not registered");
        }
        return instance;
    }

    Gateway gateway(int i) {
        var gateway = gateways.get(i);
        if (gateway == null) {
            throw new IllegalStateException("gateway " + i + " is stopped");
        }
        return gateway;
    }

    /// The gateway that leads.
    int leader() {
        return IntStream.range(0, gateways.size())
                .filter(i -> leads(gateways.get(i)))
                .findFirst()
                .orElse(-1);
    }

    private static boolean leads(@Nullable Gateway gateway) {
        return gateway != null && gateway.leads();
    }

    void stop(int i) {
        gateway(i).close();
        gateways.set(i, null);
    }

    /// As SIGTERM does.
    void drain(int i) {
        try {
            gateway(i).drain();
            gateways.set(i, null);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// @return the token for the session
    String login(int gateway, String session) {
        return MyServiceAPIGrpc.newBlockingStub(channels.get(gateway))
                .login(
                        LoginRequest.newBuilder()
                                .setUsername("TestUser")
                                .setPassword("TestPassword")
                                .setSessionId(session)
                                .build())
                .getToken();
    }

    /// A connection of another client to a gateway.
    ManagedChannel connect(int gateway) {
        var channel = WholeSystem.channel(new HostPort("localhost", gateway(gateway).dataPort()));
        channels.add(channel);
        return channel;
    }

    /// A stub for calls of the session through a gateway.
    MyServiceAPIBlockingStub through(int gateway, String token, String session) {
        return WholeSystem.stub(channels.get(gateway), token, session);
    }

    /// A stub for calls that wait for an instance.
    MyServiceAPIBlockingStub waiting(int gateway, String token, String session) {
        return through(gateway, token, session).withInterceptors(header("session-wait", "15S"));
    }

    /// Asks the admin API of a gateway.
    HttpResponse<String> admin(int gateway, String method, String path)
            throws IOException, InterruptedException {
        var token =
                Files.readString(directory.resolve("gateway-" + gateway, "admin-token")).strip();
        var uri = "http://localhost:" + gateway(gateway).adminPort() + "/api/v1" + path;
        var request =
                HttpRequest.newBuilder(URI.create(uri))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("authorization", "Bearer " + token)
                        .header("last-event-id", "1")
                        .timeout(Duration.ofSeconds(20))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /// The body of an answer of [#admin].
    String body(int gateway, String path) {
        try {
            return admin(gateway, "GET", path).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A connection to a gateway's control listener.
    ///
    /// @param proof that its calls show, as those of gateways do
    Channel control(int gateway, String proof) {
        var channel =
                WholeSystem.channel(new HostPort("localhost", gateway(gateway).controlPort()));
        channels.add(channel);
        return ClientInterceptors.intercept(channel, header("monopod-gateway", proof));
    }

    /// Adds a field to each call.
    static ClientInterceptor header(String name, String value) {
        var fields = new Metadata();
        fields.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return MetadataUtils.newAttachHeadersInterceptor(fields);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        instances.forEach(Instance::stop);
        for (var gateway : gateways) {
            if (gateway != null) {
                gateway.close();
            }
        }
        etcd.close();
    }
}
