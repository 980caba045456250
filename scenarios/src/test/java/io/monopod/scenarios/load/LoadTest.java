package io.monopod.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.load.Behaviour.Ending;
import io.monopod.scenarios.load.Behaviour.Kind;
import io.monopod.scenarios.report.RunRecord;
import io.monopod.scenarios.report.RunRecorder;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Policy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

class LoadTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);

    private final RunRecorder recorder = new RunRecorder();

    @Test
    void everyClientIsServedOrRefused() throws Exception {
        try (FakeSystem system = new FakeSystem(3, Policy.EXCLUSIVE)) {
            try (Load load = start(system, recorder)) {
                load.add(group(10, holding(LONG, 0)));
                // All places are taken before the client comes that would leave without giving its
                // place back.
                awaitRunning(load, 3);
                load.add(group(1, leaving()));
                awaitRunning(load, 3);
            }
            RunRecord record = recorder.result().orElseThrow();
            assertThat(states(record, ClientState.REFUSED)).isEqualTo(8);
            assertThat(states(record, ClientState.STOPPED)).isEqualTo(3);
            assertThat(system.free()).as("stopped clients end their sessions").isEqualTo(3);
        }
    }

    @Test
    void clientRetriesAfterThePushback() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        RunListener watching =
                recorder.and(
                        event -> {
                            if (event instanceof RunEvent.CallEnded ended
                                    && ended.exchange().answer().code()
                                            == Code.RESOURCE_EXHAUSTED) {
                                refused.countDown();
                            }
                        });
        try (FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
                Load load = start(system, watching)) {
            ClientId holder = load.add(group(1, holding(LONG, 0))).getFirst();
            awaitServed(system);
            load.add(group(1, holding(Duration.ZERO, 100)));
            refused.await();

            load.stop(holder);

            assertThat(load.awaitEnd(SOON)).isTrue();
        }
        RunRecord record = recorder.result().orElseThrow();
        ClientView second = record.clients().getLast();
        assertThat(second.state()).isEqualTo(ClientState.FINISHED);
        assertThat(record.calls())
                .filteredOn(each -> each.call().client().equals(second.id()))
                .filteredOn(each -> each.answer().ok())
                .extracting(each -> each.call().method())
                .containsExactly("Login", "MyServiceEcho", "MyServiceShutdown");
        assertThat(record.calls())
                .anyMatch(each -> each.call().attempt() > 1 && each.answer().ok());
    }

    @Test
    void streamReadsTheGivenNumberOfMessages() throws Exception {
        Behaviour stream =
                new Behaviour(
                        Kind.STREAM,
                        2,
                        Duration.ZERO,
                        Duration.ZERO,
                        SOON,
                        Duration.ZERO,
                        0,
                        Ending.SHUT_DOWN);
        try (FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
                Load load = start(system, recorder)) {
            load.add(group(1, stream));
            assertThat(load.awaitEnd(SOON)).isTrue();
        }
        RunRecord record = recorder.result().orElseThrow();
        assertThat(record.calls())
                .extracting(each -> each.answer().code())
                .containsExactly(Code.OK, Code.CANCELLED, Code.OK);
        assertThat(record.clients().getFirst().state()).isEqualTo(ClientState.FINISHED);
    }

    @Test
    void thousandConcurrentClientsEndAsRefusedOrStopped() throws Exception {
        try (FakeSystem system = new FakeSystem(10, Policy.EXCLUSIVE)) {
            try (Load load = start(system, recorder)) {
                load.add(group(1000, holding(LONG, 0)));
                awaitRunning(load, 10);
            }
            RunRecord record = recorder.result().orElseThrow();
            assertThat(record.clients()).hasSize(1000).allMatch(view -> view.state().isFinal());
            assertThat(states(record, ClientState.REFUSED)).isEqualTo(990);
            assertThat(states(record, ClientState.STOPPED)).isEqualTo(10);
            assertThat(system.free()).isEqualTo(10);
        }
    }

    private static Load start(FakeSystem system, RunListener listener) {
        return Load.start(system.remote(), Credentials.DEMO, listener);
    }

    private static LoadPlan group(int clients, Behaviour behaviour) {
        return new LoadPlan(clients, new Arrival.AllAtOnce(), behaviour);
    }

    private static Behaviour holding(Duration hold, int retries) {
        return new Behaviour(
                Kind.UNARY, 1, Duration.ZERO, hold, SOON, Duration.ZERO, retries, Ending.SHUT_DOWN);
    }

    private static Behaviour leaving() {
        return new Behaviour(
                Kind.UNARY, 1, Duration.ZERO, Duration.ZERO, SOON, Duration.ZERO, 0, Ending.LEAVE);
    }

    private static long states(RunRecord record, ClientState state) {
        return record.clients().stream().filter(view -> view.state() == state).count();
    }

    /// Polls, because a second recorder would not be simpler.
    private static void awaitRunning(Load load, int count) throws InterruptedException {
        await(() -> load.running() == count);
    }

    private static void awaitServed(FakeSystem system) throws InterruptedException {
        await(() -> system.free() == 0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        CountDownLatch never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            assertThat(never.await(5, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
