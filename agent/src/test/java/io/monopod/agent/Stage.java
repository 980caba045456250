package io.monopod.agent;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.monopod.agent.process.BytesMarshaller;
import io.monopod.config.Reading;
import io.monopod.gateway.Gateway;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.proto.myservice.LoginRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A real gateway, an agent before Python processes, and clients.
final class Stage implements AutoCloseable {
    static final String JOIN_SECRET = "a join secret for the tests";
    static final List<String> PYTHON =
            List.of(
                    "/usr/bin/python3",
                    Path.of("src/test/python/backend.py").toAbsolutePath().toString());

    private static final String CONFIG =
            """
            demo: true
            start-grace: 0s
            clusters:
              python: {type: registered}
            routes:
              - prefix: /test.Notebook/Watch
                cluster: python
                on-instance-loss: replay
              - prefix: /
                cluster: python
            """;

    private final Path adminToken;
    private final Gateway gateway;
    private final ManagedChannel channel;
    private @Nullable Agent agent;
    private @Nullable ManagedChannel direct;

    private Stage(Path adminToken, Gateway gateway) {
        this.adminToken = adminToken;
        this.gateway = gateway;
        this.channel =
                NettyChannelBuilder.forAddress("localhost", gateway.dataPort())
                        .usePlaintext()
                        .build();
    }

    /// Only the gateway.
    static Stage start(Path directory) throws IOException, InterruptedException {
        var file = Files.writeString(directory.resolve("gateway.yaml"), CONFIG);
        var token = directory.resolve("admin-token");
        var flags =
                List.of(
                        "--config=" + file,
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--admin-token-file=" + token);
        var reading =
                GatewayConfig.reader().read(flags, Map.of("MONOPOD_JOIN_SECRET", JOIN_SECRET));
        if (!(reading instanceof Reading.Ready<GatewayConfig>(var config, _))) {
            throw new AssertionError(reading);
        }
        return new Stage(token, Gateway.start(config, InstantSource.system()));
    }

    /// Starts the agent with these flags. Returns when a first process is ready.
    Agent agent(String... flags) throws InterruptedException {
        return agent(command(), flags);
    }

    /// As the other, before that command.
    Agent agent(List<String> command, String... flags) throws InterruptedException {
        var all = flags(flags);
        var reading = AgentConfig.reader().read(all, Map.of("MONOPOD_JOIN_SECRET", JOIN_SECRET));
        if (!(reading instanceof Reading.Ready<AgentConfig>(var config, _))) {
            throw new AssertionError(reading);
        }
        var started = Agent.start(config, command);
        agent = started;
        if (started.awaitStarted().isPresent()) {
            throw new AssertionError(started.awaitStarted());
        }
        return started;
    }

    /// The flags that lead to the gateway, and more.
    List<String> flags(String... more) {
        var flags =
                new ArrayList<>(
                        List.of(
                                "--gateway=localhost:" + gateway.controlPort(),
                                "--cluster=python",
                                "--name=py"));
        flags.addAll(List.of(more));
        return flags;
    }

    static List<String> command(String... arguments) {
        var command = new ArrayList<>(PYTHON);
        command.addAll(List.of("--port", "{port}"));
        command.addAll(List.of(arguments));
        return command;
    }

    int dataPort() {
        return gateway.dataPort();
    }

    /// Waits until that many instances are free.
    void awaitFree(int count) throws InterruptedException {
        Eventually.holds(() -> admin("GET", "clusters").contains("\"free\":" + count));
    }

    /// @return the body of the answer
    String admin(String method, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var uri = "http://localhost:" + gateway.adminPort() + "/api/v1/" + path;
            var request =
                    HttpRequest.newBuilder(URI.create(uri))
                            .header(
                                    "Authorization",
                                    "Bearer " + Files.readString(adminToken).strip())
                            .method(method, HttpRequest.BodyPublishers.noBody());
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    Session session(String id) {
        var login =
                MyServiceAPIGrpc.newBlockingStub(channel)
                        .login(
                                LoginRequest.newBuilder()
                                        .setUsername("TestUser")
                                        .setPassword("TestPassword")
                                        .setSessionId(id)
                                        .build());
        return new Session(Map.of("authorization", login.getToken(), "session-id", id), channel);
    }

    /// A client that calls the only instance itself, past the gateway.
    Session direct(Map<String, String> head) {
        if (direct == null) {
            var address = Pattern.compile("\"address\":\"localhost:(\\d+)\"");
            var found = address.matcher(admin("GET", "instances"));
            if (!found.find()) {
                throw new AssertionError("no instance");
            }
            direct =
                    NettyChannelBuilder.forAddress("localhost", Integer.parseInt(found.group(1)))
                            .usePlaintext()
                            .build();
        }
        return new Session(head, direct);
    }

    /// The calls of one session.
    ///
    /// @param head the metadata of each
    record Session(Map<String, String> head, Channel channel) {
        /// The same, with one more field of metadata.
        Session with(String name, byte[] value) {
            var metadata = new Metadata();
            metadata.put(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER), value);
            return new Session(
                    head,
                    ClientInterceptors.intercept(
                            channel, MetadataUtils.newAttachHeadersInterceptor(metadata)));
        }

        /// A process counts.
        State add() {
            return new State(call("Add", ""));
        }

        /// @throws StatusRuntimeException if that is the answer
        String call(String method, String request) {
            return new String(
                    ClientCalls.blockingUnaryCall(
                            Stage.with(head, channel),
                            method(method, MethodType.UNARY),
                            CallOptions.DEFAULT,
                            request.getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8);
        }

        /// An endless stream of states.
        Iterator<byte[]> watch() {
            return ClientCalls.blockingServerStreamingCall(
                    Stage.with(head, channel),
                    method("Watch", MethodType.SERVER_STREAMING),
                    CallOptions.DEFAULT,
                    new byte[0]);
        }
    }

    private static Channel with(Map<String, String> head, Channel channel) {
        var metadata = new Metadata();
        head.forEach(
                (name, value) ->
                        metadata.put(
                                Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName("test.Notebook/" + name)
                .setRequestMarshaller(BytesMarshaller.INSTANCE)
                .setResponseMarshaller(BytesMarshaller.INSTANCE)
                .build();
    }

    /// What a process says of itself, as JSON.
    record State(String json) {
        static State of(byte[] message) {
            return new State(new String(message, StandardCharsets.UTF_8));
        }

        int count() {
            return Integer.parseInt(find("count"));
        }

        long pid() {
            return Long.parseLong(find("pid"));
        }

        String find(String key) {
            var found = Pattern.compile("\"" + key + "\": \"?([^,\"}]*)").matcher(json);
            if (!found.find()) {
                throw new AssertionError("no " + key + " in " + json);
            }
            return String.valueOf(found.group(1));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        if (direct != null) {
            direct.shutdownNow();
        }
        if (agent != null) {
            agent.stop();
        }
        gateway.close();
    }
}
