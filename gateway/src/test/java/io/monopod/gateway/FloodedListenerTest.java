package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.monopod.proto.control.v1.HeartbeatRequest;
import io.monopod.proto.control.v1.RegistryGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A gateway process with few file descriptors, whose listeners are flooded with connections.
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class FloodedListenerTest {
    private static final Pattern PORTS =
            Pattern.compile(
                    "READY data=localhost:(\\d+) control=localhost:(\\d+) admin=localhost:(\\d+)");

    private final Path directory;
    private final List<Socket> flood = new ArrayList<>();
    private final Process gateway;
    private final int data;
    private final int control;
    private final int port;

    FloodedListenerTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        var java =
                JavaCommand.of(
                        Main.class,
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0",
                        "--timeouts-handshake=3s",
                        "--admin-token-file=" + LocalGateway.adminToken(directory));
        var limited = new ArrayList<>(List.of("sh", "-c", "ulimit -n 1200; exec \"$@\"", "sh"));
        limited.addAll(java.command());
        gateway =
                new ProcessBuilder(limited)
                        .redirectError(directory.resolve("log").toFile())
                        .start();
        var ready = PORTS.matcher(String.valueOf(gateway.inputReader().readLine()));
        assertThat(ready.matches()).isTrue();
        data = Integer.parseInt(ready.group(1));
        control = Integer.parseInt(ready.group(2));
        port = Integer.parseInt(ready.group(3));
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : flood) {
            socket.close();
        }
        gateway.destroyForcibly();
    }

    @Test
    void connectionFloodBeyondFileDescriptorLimitIsSurvived() throws Exception {
        for (int i = 0; i < 1_300; i++) {
            flood.add(new Socket("localhost", port));
        }

        assertThat(get("/health/ready")).startsWith("HTTP/1.1 204 ");
        assertThat(gateway.isAlive()).isTrue();
        assertThat(Files.readString(directory.resolve("log"))).doesNotContain("ServerListener");
    }

    @Test
    void connectionFloodOnAllListenersEndsNone() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            for (var listener : List.of(data, control, port)) {
                new Socket("localhost", listener).close();
            }
        }
        for (int i = 0; i < 300; i++) {
            for (var listener : List.of(data, control, port)) {
                flood.add(new Socket("localhost", listener));
            }
        }
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 204 ");
        for (var socket : flood) {
            socket.close();
        }

        var health = HealthCheckRequest.getDefaultInstance();
        assertThat(call(data, channel -> HealthGrpc.newBlockingStub(channel).check(health)))
                .isEqualTo(Code.OK);
        var nobody = HeartbeatRequest.getDefaultInstance();
        assertThat(
                        call(
                                control,
                                channel -> RegistryGrpc.newBlockingStub(channel).heartbeat(nobody)))
                .isEqualTo(Code.UNAUTHENTICATED);
        assertThat(get("/health/live")).startsWith("HTTP/1.1 204 ");
        assertThat(get("/health/ready")).startsWith("HTTP/1.1 204 ");
        assertThat(gateway.isAlive()).isTrue();
        assertThat(Files.readString(directory.resolve("log"))).doesNotContain("ServerListener");
    }

    @Test
    void silentConnectionsAreClosed() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            flood.add(new Socket("localhost", port));
        }

        for (var silent : flood) {
            silent.setSoTimeout(30_000);
            assertThat(end(silent)).isEqualTo(-1);
        }
        assertThat(get("/health/live")).startsWith("HTTP/1.1 204 ");
    }

    @Test
    void tokenFileIsDeletedWithTheProcess() throws Exception {
        assertThat(LocalGateway.adminToken(directory)).exists();

        gateway.toHandle().destroy();

        assertThat(gateway.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isZero();
        assertThat(LocalGateway.adminToken(directory)).doesNotExist();
    }

    /// Here the listener ends because `accept` finds no free file descriptor.
    @Test
    void processExitsWhenAListenerEnds() throws Exception {
        var prlimit =
                new ProcessBuilder("prlimit", "--pid=" + gateway.pid(), "--nofile=10:1200")
                        .inheritIO()
                        .start();
        assertThat(prlimit.waitFor()).isZero();

        flood.add(new Socket("localhost", port));

        assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.exitValue()).isEqualTo(4);
        assertThat(Files.readString(directory.resolve("log")))
                .contains("a listener has ended listener=admin");
    }

    /// The call waits until it is connected.
    private static Code call(int port, Consumer<Channel> call) {
        var channel = NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
        try {
            call.accept(ClientInterceptors.intercept(channel, new WaitForReady()));
            return Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    private static int end(Socket silent) throws IOException {
        try {
            return silent.getInputStream().read();
        } catch (SocketException e) {
            return -1; // reset
        }
    }

    private String get(String path) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                    .formatted(path)
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class WaitForReady implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(
                MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(
                    method, options.withWaitForReady().withDeadlineAfter(40, TimeUnit.SECONDS));
        }
    }
}
