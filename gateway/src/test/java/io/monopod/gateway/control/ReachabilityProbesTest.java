package io.monopod.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.InstanceId;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.control.InstanceControl.Reach;
import io.monopod.gateway.registry.ObedientInstances;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

@Timeout(30)
class ReachabilityProbesTest {
    private static final Instance INSTANCE =
            new Instance(
                    new InstanceId("pod-1"),
                    new ClusterName("myservice"),
                    new HostPort("localhost", 1),
                    Instant.EPOCH,
                    InstanceKey.random());

    private final AtomicInteger tries = new AtomicInteger();
    private final LinkedBlockingQueue<Reach> outcomes = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private final ReachabilityProbes probes = new ReachabilityProbes(new Held());

    private final class Held extends ObedientInstances {
        @Override
        public Reach reach(Instance instance) {
            tries.incrementAndGet();
            try {
                held.await();
                return outcomes.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void concurrentCallersShareOneProbe() throws Exception {
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new CountDownLatch(4_096);
            var answers =
                    IntStream.range(0, 4_096)
                            .mapToObj(
                                    _ ->
                                            calls.submit(
                                                    () -> {
                                                        started.countDown();
                                                        return probes.reach(INSTANCE);
                                                    }))
                            .toList();
            started.await();
            outcomes.add(Reach.REFUSED);
            held.countDown();
            // Callers that came too late for that probe share the next.
            outcomes.add(Reach.REFUSED);
            outcomes.add(Reach.REFUSED);

            var heard = new ArrayList<Reach>();
            for (var answer : answers) {
                heard.add(answer.get());
            }
            assertThat(heard).hasSize(4_096).containsOnly(Reach.REFUSED);
            assertThat(tries.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void runningProbeDoesNotProveReachabilityToLateCallers() throws Exception {
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = calls.submit(() -> probes.reach(INSTANCE));
            Eventually.holds(() -> tries.get() == 1);
            var second = new CompletableFuture<Reach>();
            var joined = Thread.startVirtualThread(() -> second.complete(probes.reach(INSTANCE)));
            Eventually.holds(() -> joined.getState() == Thread.State.TIMED_WAITING);

            outcomes.add(Reach.CONNECTED);
            outcomes.add(Reach.REFUSED);
            held.countDown();

            assertThat(first.get()).isEqualTo(Reach.CONNECTED);
            assertThat(second.get()).isEqualTo(Reach.REFUSED);
        }
    }

    @Test
    void interruptedCallerDoesNotSpoilTheProbe() throws Exception {
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var gone = new CompletableFuture<Boolean>();
            var first =
                    Thread.startVirtualThread(
                            () -> {
                                var _ = probes.reach(INSTANCE);
                                gone.complete(Thread.currentThread().isInterrupted());
                            });
            Eventually.holds(() -> tries.get() == 1);
            var second = calls.submit(() -> probes.reach(INSTANCE));

            first.interrupt();
            assertThat(gone.get()).as("the interrupt stays pending").isTrue();
            outcomes.add(Reach.REFUSED);
            outcomes.add(Reach.REFUSED);
            held.countDown();

            assertThat(second.get()).isEqualTo(Reach.REFUSED);
        }
    }

    @Test
    void endlessProbeCountsAsSilence() {
        assertThat(probes.reach(INSTANCE)).isEqualTo(Reach.SILENT);
    }
}
