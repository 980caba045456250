package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIBlockingStub;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Requests that kill their instance's process, on routes that replay.
@Timeout(120)
class PoisonTest {
    private static final String CONFIG =
            """
            demo: true
            start-grace: 0s
            """;

    @AutoClose private ProcessSystem system;

    @BeforeEach
    void start(@TempDir Path dir) throws IOException, InterruptedException {
        system = ProcessSystem.start(dir, CONFIG, List.of("a", "b", "c", "d"));
    }

    @Test
    void callThatKillsItsInstanceIsNotReplayed() throws Exception {
        var stub = system.login("s");
        var first = echo(stub, "hello").getPodName();

        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> echo(stub, InstanceProcess.POISON));

        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(reason(failure)).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(echo(stub, "again").getPodName())
                .as("the session continues")
                .isNotEqualTo(first);
        assertThat(system.ended()).isEqualTo(1);
    }

    @Test
    void firstCallThatKillsItsInstanceIsNotReplayed() throws Exception {
        var stub = system.login("s");

        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> echo(stub, InstanceProcess.POISON));

        assertThat(reason(failure)).isEqualTo("OUTCOME_UNKNOWN");
        Eventually.holds(() -> system.ended() >= 1);
        assertThat(system.ended()).isEqualTo(1);
    }

    @Test
    void streamThatKillsTwoInstancesIsNotSentToAThird() throws Exception {
        var stream =
                system.login("s")
                        .myServiceSubscribe(
                                EchoRequest.newBuilder()
                                        .setValue(InstanceProcess.SLOW_POISON)
                                        .build());

        var failure =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> stream.forEachRemaining(message -> assertThat(message).isNotNull()));

        assertThat(reason(failure)).isEqualTo("OUTCOME_UNKNOWN");
        // A process has closed its connections a moment before it is seen to have ended.
        Eventually.holds(() -> system.ended() >= 2);
        assertThat(system.ended()).isEqualTo(2);
    }

    private static EchoResponse echo(MyServiceAPIBlockingStub stub, String value) {
        return stub.myServiceEcho(EchoRequest.newBuilder().setValue(value).build());
    }

    private static String reason(StatusRuntimeException failure)
            throws InvalidProtocolBufferException {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(failure));
        return status.getDetails(0).unpack(ErrorInfo.class).getReason();
    }
}
