package io.monopod.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.SlotReport;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.ShutdownRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.IntStream;

class FastBackendTest {
    private final Slots slots = new Slots();
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        var backend = FastBackend.start(2, new BenchService(slots, 1000));
        channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:" + backend.ports().getFirst(),
                                InsecureChannelCredentials.create())
                        .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
    }

    @Test
    void echoesManyCallsOnOneConnection() {
        var stub = MyServiceAPIGrpc.newBlockingStub(channel);

        var echoed =
                IntStream.range(0, 1000)
                        .mapToObj(i -> EchoRequest.newBuilder().setValue("value " + i).build())
                        .map(request -> stub.myServiceEcho(request).getClientValue())
                        .toList();

        assertThat(echoed).isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "value " + i).toList());
    }

    @Test
    void streamsThousandMessagesThroughSmallWindows() {
        var messages = new ArrayList<EchoResponse>();

        MyServiceAPIGrpc.newBlockingStub(channel)
                .myServiceSubscribe(EchoRequest.getDefaultInstance())
                .forEachRemaining(messages::add);

        assertThat(messages).hasSize(1000);
        assertThat(messages).allMatch(message -> message.getSerializedSize() == 1024);
    }

    @Test
    void bindsFreeSlotOnlyOnce() {
        slots.report("bench-0");
        var control = InstanceControlGrpc.newBlockingStub(channel);

        assertThat(control.bind(bind("s-1")).getOutcome()).isEqualTo(BindResponse.Outcome.BOUND);
        assertThat(control.bind(bind("s-2")).getOutcome())
                .isEqualTo(BindResponse.Outcome.HELD_BY_OTHER);
        var ended =
                control.end(
                        EndRequest.newBuilder()
                                .setInstanceId("bench-0")
                                .setSessionId("s-1")
                                .setEpoch(7)
                                .build());
        assertThat(ended.getOutcome()).isEqualTo(EndResponse.Outcome.ENDED);
        assertThat(ended.getSlot().getPhase()).isEqualTo(SlotReport.Phase.FREE);
    }

    @Test
    void unknownMethodIsUnimplemented() {
        var stub = MyServiceAPIGrpc.newBlockingStub(channel);

        assertThatThrownBy(() -> stub.myServiceShutdown(ShutdownRequest.getDefaultInstance()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e ->
                                assertThat(e.getStatus().getCode())
                                        .isEqualTo(Status.Code.UNIMPLEMENTED));
    }

    private static BindRequest bind(String session) {
        return BindRequest.newBuilder()
                .setInstanceId("bench-0")
                .setSessionId(session)
                .setEpoch(7)
                .build();
    }
}
