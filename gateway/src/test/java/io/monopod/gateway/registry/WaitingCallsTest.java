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
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Rules;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.vouch.InstanceKey;

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

/// Waiting calls, each on a thread of its own as behind the data path.
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
                    new RegistrationTerms(Duration.ofSeconds(1), TokenRules::getDefaultInstance),
                    new Secret("the secret of this test"),
                    TestClaims.any(),
                    instances,
                    InstantSource.system(),
                    (_, _) -> {});
    private final RegisteredCluster cluster = registry.cluster(CLUSTER);
    private final Sessions grants = cluster.sessions();

    @AfterEach
    void stop() {
        registry.close();
    }

    /// Every seventh waiter leaves early. The others are served in order of arrival, each by a
    /// returned instance.
    @Test
    void thousandWaitersForTenInstancesAreServedInOrder() throws Exception {
        IntStream.range(0, INSTANCES).forEach(this::register);
        var first = new ArrayList<Assignment.Held>();
        for (int i = 0; i < INSTANCES; i++) {
            first.add(held("holder-" + i));
        }
        var waiters =
                IntStream.range(0, WAITERS)
                        .mapToObj(number -> new Waiter("waiter-" + number))
                        .toList();
        assertThat(cluster.sessions().table().queue()).hasSize(WAITERS);
        var leaving = IntStream.range(0, WAITERS).filter(i -> i % 7 == 0).mapToObj(waiters::get);
        var gone = leaving.toList();
        gone.forEach(Waiter::leave);
        Eventually.holds(() -> cluster.sessions().table().queue().size() == WAITERS - gone.size());
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
        assertThat(cluster.sessions().table().counts().free()).isEqualTo(INSTANCES);
        assertThat(cluster.sessions().table().queue()).isEmpty();
    }

    @Test
    void cancelledWaiterLeavesAtOnce() throws Exception {
        register(0);
        held("holder");
        var times = new ArrayList<Duration>();
        for (int i = 0; i < 9; i++) {
            var waiter = new Waiter("waiter");
            long start = System.nanoTime();
            waiter.leave();
            waiter.over.await();
            times.add(Duration.ofNanos(System.nanoTime() - start));
            assertThat(cluster.sessions().table().queue()).isEmpty();
        }

        Collections.sort(times);
        assertThat(times.get(times.size() / 2)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void waiterIsRefusedWhenItsTimeIsUp() throws Exception {
        register(0);
        held("holder");

        var decision = grants.acquire(new SessionId("waiter"), ANNA, Instant.now().plusMillis(50));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refusal.QueueTimeout.class,
                        timeout -> assertThat(timeout.position()).isEqualTo(1));
        assertThat(cluster.sessions().table().queue()).isEmpty();
    }

    private void register(int number) {
        cluster.sessions()
                .register(
                        new Instance(
                                new InstanceId("pod-" + number),
                                CLUSTER,
                                new HostPort("localhost", 9000 + number),
                                Instant.EPOCH,
                                InstanceKey.of(new byte[32])),
                        new SlotReport.Free(Epoch.NONE, 1));
    }

    private Assignment.Held held(String session) throws InterruptedException {
        return (Assignment.Held) grants.acquire(new SessionId(session), ANNA, Instant.MIN);
    }

    /// The sessions in order of their grants.
    private List<SessionId> byEpoch() {
        return instances.bound.entrySet().stream()
                .sorted(Comparator.comparing(bound -> bound.getKey().value()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void shutDown(Assignment.Held held) {
        grants.endedByCall(held.grant(), AfterEnd.FREE);
        grants.callEnded(held.grant());
    }

    /// A session that waits for an instance and returns it at once.
    private final class Waiter {
        final SessionId session;
        final CountDownLatch over = new CountDownLatch(1);
        private final Instant until = Instant.now().plus(LONG);
        private final Thread thread;

        Waiter(String name) {
            session = new SessionId(name);
            var pending = (Assignment.Pending) grants.claim(session, ANNA, until);
            thread = Thread.startVirtualThread(() -> complete(pending));
        }

        private void complete(Assignment.Pending pending) {
            try {
                shutDown((Assignment.Held) grants.complete(pending, session, ANNA, until));
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
