package io.monopod.agent.process;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Finds out when a process is ready: it listens on its port, and says SERVING by
/// `grpc.health.v1.Health`, or has no such service.
public final class Readiness {
    /// The loopback addresses: a server may listen on either.
    private static final List<String> HOSTS = List.of("127.0.0.1", "::1");

    /// Between two looks at a server that starts: it announces nothing.
    private static final Duration POLL = Duration.ofMillis(20);

    private static final int CONNECT_MILLIS = 500;
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private static final MethodDescriptor<byte[], byte[]> CHECK =
            MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setType(MethodType.UNARY)
                    .setFullMethodName("grpc.health.v1.Health/Check")
                    .setRequestMarshaller(BytesMarshaller.INSTANCE)
                    .setResponseMarshaller(BytesMarshaller.INSTANCE)
                    .build();

    /// `HealthCheckResponse {status: SERVING}`: field 1, and its number.
    private static final byte[] SERVING = {0x08, 0x01};

    private final Child child;
    private final CommandLine command;
    private final int port;
    private String seen = "";

    private Readiness(Child child, CommandLine command, int port) {
        this.child = child;
        this.command = command;
        this.port = port;
    }

    /// Whether a process has become ready.
    public sealed interface Result {
        /// @param host the loopback address on which it listens
        record Ready(String host) implements Result {}

        /// @param why for people, in a few words
        record Died(String why) implements Result {}

        /// @param why for people, in a few words
        record Late(String why) implements Result {}

        /// Nobody waits any more.
        record GivenUp() implements Result {}
    }

    /// Blocks until it is ready, or will not be.
    ///
    /// @param givenUp whether to stop waiting
    public static Result await(
            Child child, CommandLine command, int port, Duration longest, BooleanSupplier givenUp)
            throws InterruptedException {
        return new Readiness(child, command, port).await(longest, givenUp);
    }

    private Result await(Duration longest, BooleanSupplier givenUp) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - until < 0) {
            var death = child.death();
            if (givenUp.getAsBoolean()) {
                return new Result.GivenUp();
            }
            if (death.isPresent()) {
                return new Result.Died("it ended before it was ready: " + death.get());
            }
            var host = HOSTS.stream().filter(this::isOpen).findFirst();
            if (host.isPresent() && isServing(host.get())) {
                return new Result.Ready(host.get());
            }
            Thread.sleep(POLL);
        }
        return new Result.Late("it is not ready after " + longest.toSeconds() + " s: " + reason());
    }

    private String reason() {
        if (!seen.isEmpty()) {
            return seen;
        }
        return "nothing listens on localhost:"
                + port
                + (command.namesPort()
                        ? ", the port that it got for {port}"
                        : "; put {port} where its port belongs, or let it listen on $PORT");
    }

    private boolean isOpen(String host) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isServing(String host) {
        var channel =
                NettyChannelBuilder.forAddress(new InetSocketAddress(host, port))
                        .usePlaintext()
                        .directExecutor()
                        .build();
        try {
            return isServing(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    private boolean isServing(ManagedChannel channel) {
        try {
            var options =
                    CallOptions.DEFAULT.withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            var answer = ClientCalls.blockingUnaryCall(channel, CHECK, options, new byte[0]);
            seen = "grpc.health.v1.Health does not say SERVING";
            return Arrays.equals(answer, SERVING);
        } catch (StatusRuntimeException e) {
            return isAnswer(e.getStatus());
        }
    }

    /// Whether a gRPC server answered that has no word on its health.
    private boolean isAnswer(Status status) {
        return switch (status.getCode()) {
            case UNIMPLEMENTED, NOT_FOUND, UNAUTHENTICATED, PERMISSION_DENIED -> true;
            default -> {
                seen =
                        "localhost:%d is open, but no gRPC server answers there: %s"
                                .formatted(port, status.getCode());
                yield false;
            }
        };
    }
}
