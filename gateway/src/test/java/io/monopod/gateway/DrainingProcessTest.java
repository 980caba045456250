package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.EquivalentAddressGroup;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import io.grpc.StatusRuntimeException;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// SIGTERM to a gateway process, with clients that follow GOAWAY.
@Timeout(60)
class DrainingProcessTest {
    private static final Pattern PORT = Pattern.compile("READY data=localhost:(\\d+) .*");
    private static final int LOADERS = 8;

    private final Path directory;
    private final Backend backend = new Backend();
    private final List<AutoCloseable> open = new ArrayList<>();

    DrainingProcessTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        open.add(backend);
    }

    @AfterEach
    void close() throws Exception {
        for (var resource : open.reversed()) {
            resource.close();
        }
    }

    @Test
    void unaryLoadSurvivesGoaway() throws Exception {
        var old = gateway("30s");
        var replacement = gateway("30s");
        var discovery = new Discovery(old.port());
        open.add(discovery);
        var channel = discovery.channel();
        open.add(channel::shutdownNow);
        var load = new Load(channel);
        Eventually.holds(() -> load.answered.get() > 200);

        discovery.port = replacement.port();
        old.process().toHandle().destroy();

        assertThat(old.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(old.process().exitValue()).isZero();
        int before = load.answered.get();
        Eventually.holds(() -> load.answered.get() > before + 200);
        load.stop();
        assertThat(load.failures).isEmpty();
    }

    @Test
    void drainLetsStreamsRunAndRefusesNewCalls() throws Exception {
        var gateway = gateway("3s");
        var stream = stub(gateway.port()).myServiceSubscribe(request());
        assertThat(stream.next().getClientValue()).isEqualTo("value");
        var subscriber = backend.subscribers.take();

        gateway.process().toHandle().destroy();

        Eventually.holds(() -> refusal(gateway.port()).contains("service unavailable"));
        subscriber.onNext(Backend.response("still here"));
        assertThat(stream.next().getClientValue()).isEqualTo("still here");
        assertThatThrownBy(stream::next).isInstanceOf(StatusRuntimeException.class);
        assertThat(gateway.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(gateway.process().exitValue()).isZero();
    }

    private record Running(Process process, int port) {}

    private Running gateway(String drainTime) throws IOException {
        var config =
                Files.writeString(
                        directory.resolve("gateway.yaml"),
                        """
                        data: {port: 0}
                        control: {port: 0}
                        admin: {port: 0}
                        drain-time: %s
                        clusters:
                          echo: {type: static, addresses: ["localhost:%d"]}
                        routes:
                          - {prefix: /my_service.MyServiceAPI/, cluster: echo, auth: none, affinity: none}
                        """
                                .formatted(drainTime, backend.port()));
        var process =
                JavaCommand.of(Main.class, "--config", config.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        open.add(process::destroyForcibly);
        var ready = PORT.matcher(String.valueOf(process.inputReader().readLine()));
        assertThat(ready.matches()).isTrue();
        return new Running(process, Integer.parseInt(ready.group(1)));
    }

    private MyServiceAPIGrpc.MyServiceAPIBlockingStub stub(int port) {
        var channel =
                Grpc.newChannelBuilderForAddress(
                                "localhost", port, InsecureChannelCredentials.create())
                        .build();
        open.add(channel::shutdownNow);
        return MyServiceAPIGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    private String refusal(int port) {
        try {
            return stub(port).myServiceEcho(request()).getClientValue();
        } catch (StatusRuntimeException e) {
            return String.valueOf(e.getStatus().getDescription());
        }
    }

    private static EchoRequest request() {
        return EchoRequest.newBuilder().setValue("value").build();
    }

    /// Makes one call after the other on each of several threads.
    private static final class Load {
        final AtomicInteger answered = new AtomicInteger();
        final List<String> failures = new CopyOnWriteArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Load(ManagedChannel channel) {
            for (int i = 0; i < LOADERS; i++) {
                threads.add(Thread.ofVirtual().start(() -> run(channel)));
            }
        }

        private void run(ManagedChannel channel) {
            while (!over) {
                try {
                    var _ = MyServiceAPIGrpc.newBlockingStub(channel).myServiceEcho(request());
                    answered.incrementAndGet();
                } catch (StatusRuntimeException e) {
                    failures.add(e.getStatus().toString());
                }
            }
        }

        void stop() throws InterruptedException {
            over = true;
            for (var thread : threads) {
                thread.join();
            }
        }
    }

    /// A service registry that knows the current gateway. Clients query it after a GOAWAY.
    private static final class Discovery extends NameResolverProvider implements AutoCloseable {
        volatile int port;

        Discovery(int port) {
            this.port = port;
            NameResolverRegistry.getDefaultRegistry().register(this);
        }

        ManagedChannel channel() {
            return Grpc.newChannelBuilder("discovery:gateway", InsecureChannelCredentials.create())
                    .build();
        }

        @Override
        public void close() {
            NameResolverRegistry.getDefaultRegistry().deregister(this);
        }

        @Override
        public NameResolver newNameResolver(URI target, NameResolver.Args args) {
            return new NameResolver() {
                private Listener2 listener = new NoListener();

                @Override
                public String getServiceAuthority() {
                    return "localhost";
                }

                @Override
                public void start(Listener2 listener) {
                    this.listener = listener;
                    refresh();
                }

                @Override
                public void refresh() {
                    var address =
                            new EquivalentAddressGroup(new InetSocketAddress("localhost", port));
                    listener.onResult(
                            ResolutionResult.newBuilder()
                                    .setAddressesOrError(StatusOr.fromValue(List.of(address)))
                                    .build());
                }

                @Override
                public void shutdown() {}
            };
        }

        @Override
        public String getDefaultScheme() {
            return "discovery";
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        @Override
        protected int priority() {
            return 5;
        }
    }

    /// The listener until a resolver is started.
    private static final class NoListener extends NameResolver.Listener2 {
        @Override
        public void onResult(NameResolver.ResolutionResult result) {}

        @Override
        public void onError(io.grpc.Status error) {}
    }
}
