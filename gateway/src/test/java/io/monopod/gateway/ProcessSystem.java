package io.monopod.gateway;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A whole gateway, instances in processes of their own, and a client.
final class ProcessSystem implements AutoCloseable {
    private final Gateway gateway;
    private final String adminAuthorization;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final ManagedChannel channel;
    private final Map<String, InstanceProcess> instances = new HashMap<>();

    private ProcessSystem(Gateway gateway, String adminAuthorization) {
        this.gateway = gateway;
        this.adminAuthorization = adminAuthorization;
        this.channel = connect();
    }

    /// Opens another connection.
    ManagedChannel connect() {
        var connected =
                NettyChannelBuilder.forAddress("localhost", gateway.dataPort())
                        .usePlaintext()
                        .build();
        channels.add(connected);
        return connected;
    }

    /// Returns when all instances are registered.
    ///
    /// @param config of the gateway, as YAML
    static ProcessSystem start(Path dir, String config, List<String> instances)
            throws IOException, InterruptedException {
        var system =
                new ProcessSystem(
                        LocalGateway.start(dir, config), LocalGateway.adminAuthorization(dir));
        for (var id : instances) {
            system.instances.put(id, InstanceProcess.start(id, system.gateway));
        }
        for (var instance : system.instances.values()) {
            instance.awaitRegistered();
        }
        return system;
    }

    Gateway gateway() {
        return gateway;
    }

    InstanceProcess instance(String id) {
        return Objects.requireNonNull(instances.get(id));
    }

    /// The number of instances that have ended.
    long ended() {
        return instances.values().stream().filter(instance -> !instance.isAlive()).count();
    }

    /// @return a stub for calls of this session
    MyServiceAPIGrpc.MyServiceAPIBlockingStub login(String session) {
        return with(token(session), session);
    }

    LoginResponse token(String session) {
        return token("TestUser", session);
    }

    LoginResponse token(String user, String session) {
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .login(
                        LoginRequest.newBuilder()
                                .setUsername(user)
                                .setPassword("TestPassword")
                                .setSessionId(session)
                                .build());
    }

    MyServiceAPIGrpc.MyServiceAPIBlockingStub with(LoginResponse login, String session) {
        return on(channel, login, session);
    }

    /// @return a stub for calls of this session on this connection
    static MyServiceAPIGrpc.MyServiceAPIBlockingStub on(
            ManagedChannel channel, LoginResponse login, String session) {
        var metadata = new Metadata();
        put(metadata, "authorization", login.getToken());
        put(metadata, "session-id", session);
        return MyServiceAPIGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    static void put(Metadata metadata, String name, String value) {
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    /// @return the status
    int delete(String path) {
        return send(admin(path).DELETE()).statusCode();
    }

    /// The admin API's explanation of a session.
    String why(String session) {
        return get("/api/v1/why/" + session);
    }

    private String get(String path) {
        return send(admin(path)).body();
    }

    /// Gives each instance a session and ends it. Otherwise the instances' JVMs would load their
    /// classes while the test measures the gateway.
    void warmUp() throws InterruptedException {
        var sessions = instances.keySet().stream().map("warm-up-"::concat).toList();
        for (var session : sessions) {
            var _ = login(session).myServiceEcho(EchoRequest.getDefaultInstance());
        }
        for (var session : sessions) {
            delete("/api/v1/sessions/" + session);
        }
        Eventually.holds(() -> get("/api/v1/clusters").contains("\"free\":" + instances.size()));
    }

    private HttpRequest.Builder admin(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.adminPort() + path))
                .header("Authorization", adminAuthorization);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        instances.values().forEach(InstanceProcess::close);
        gateway.close();
    }
}
