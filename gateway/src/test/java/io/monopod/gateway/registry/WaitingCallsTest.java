package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.config.Secret;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SlotReport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// Calls that wait, each on a thread of its own as behind the data path.
class WaitingCallsTest {
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final UserName ANNA = new UserName("anna");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int INSTANCES = 10;
    private static final int WAITERS = 1_000;

    private final ObedientInstances instances = new ObedientInstances();
    private final InstanceRegistry registry =
            InstanceRegistry.start(
                    Map.of(
                            CLUSTER,
                            Rules.from(Instant.now(), Policy.EXCLUSIVE, LONG, Duration.ZERO)),
                    new Terms(Duration.ofSeconds(1), () -> "{}", "iss", "aud"),
                    new Secret("the secret of this test"),
                    instances,
                    InstantSource.system(),
                    (_, _) -> {});
    private final RegisteredCluster cluster = registry.cluster(CLUSTER);
    private final Grants grants = cluster.grants();

    @AfterEach
    void stop() {
        registry.close();
    }

    /// Every seventh leaves before its turn. The others are served in the order in which they came,
    /// each by an instance that one before it has given back.
    @Test
    void aThousandWaitersForTenInstancesAreServedInOrderAndNoneThatHasLeft() throws Exception {
        IntStream.range(0, INSTANCES).forEach(this::register);
        var first = new ArrayList<Decision.Held>();
        for (int i = 0; i < INSTANCES; i++) {
            first.add(held("holder-" + i));
        }
        var waiters =
                IntStream.range(0, WAITERS)
                        .mapToObj(number -> new Waiter("waiter-" + number))
                        .toList();
        assertThat(cluster.queue()).hasSize(WAITERS);
        var leaving = IntStream.range(0, WAITERS).filter(i -> i % 7 == 0).mapToObj(waiters::get);
        var gone = leaving.toList();
        gone.forEach(Waiter::leave);
        Eventually.holds(() -> cluster.queue().size() == WAITERS - gone.size());
        instances.bound.clear();

        first.forEach(this::shutDown);
        for (var waiter : waiters) {
            waiter.over.await();
        }

        var staying =
                waiters.stream()
                        .filter(waiter -> !gone.contains(waiter))
                        .map(waiter -> waiter.session)
                        .toList();
        assertThat(byEpoch()).isEqualTo(staying);
        assertThat(cluster.counts().free()).isEqualTo(INSTANCES);
        assertThat(cluster.queue()).isEmpty();
    }

    @Test
    void aWaiterWhoseClientGoesAwayIsGoneAtOnce() throws Exception {
        register(0);
        held("holder");
        var times = new ArrayList<Duration>();
        for (int i = 0; i < 9; i++) {
            var waiter = new Waiter("waiter");
            long start = System.nanoTime();
            waiter.leave();
            waiter.over.await();
            times.add(Duration.ofNanos(System.nanoTime() - start));
            assertThat(cluster.queue()).isEmpty();
        }

        Collections.sort(times);
        assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void aWaiterIsToldWhenItsTimeIsUp() throws Exception {
        register(0);
        held("holder");

        var decision = grants.acquire(new SessionId("waiter"), ANNA, Instant.now().plusMillis(50));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.QueueTimeout.class,
                        timeout -> assertThat(timeout.position()).isEqualTo(1));
        assertThat(cluster.queue()).isEmpty();
    }

    private void register(int number) {
        cluster.register(
                new Instance(
                        new InstanceId("pod-" + number),
                        new HostPort("localhost", 9000 + number),
                        Instant.EPOCH),
                new SlotReport.Free(Epoch.NONE, 1));
    }

    private Decision.Held held(String session) throws InterruptedException {
        return (Decision.Held) grants.acquire(new SessionId(session), ANNA, Instant.MIN);
    }

    /// The sessions in the order of their grants.
    private List<SessionId> byEpoch() {
        return instances.bound.entrySet().stream()
                .sorted(Comparator.comparing(bound -> bound.getKey().value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void shutDown(Decision.Held held) {
        grants.endedByCall(held.grant(), AfterEnd.FREE);
        grants.callEnded(held.grant());
    }

    /// A session that waits for an instance, and gives it back at once.
    private final class Waiter {
        final SessionId session;
        final CountDownLatch over = new CountDownLatch(1);
        private final Instant until = Instant.now().plus(LONG);
        private final Thread thread;

        Waiter(String name) {
            session = new SessionId(name);
            var pending = (Decision.Pending) grants.claim(session, ANNA, until);
            thread = Thread.startVirtualThread(() -> complete(pending));
        }

        private void complete(Decision.Pending pending) {
            try {
                shutDown((Decision.Held) grants.complete(pending, session, ANNA, until));
            } catch (InterruptedException e) {
                // it left
            } finally {
                over.countDown();
            }
        }

        void leave() {
            thread.interrupt();
        }
    }
}
