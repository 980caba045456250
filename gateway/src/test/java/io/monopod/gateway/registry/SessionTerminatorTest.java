package io.monopod.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.Eventually;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An unconfirmed end is repeated with backoff.
@Timeout(30)
class SessionTerminatorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TICK = Duration.ofMillis(100);
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final SessionId SESSION = new SessionId("s");

    private volatile Instant now = START;
    private final AtomicInteger sentEnds = new AtomicInteger();
    private final SessionTable table =
            new SessionTable(
                    Rules.from(START, Policy.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO));
    private final SessionTerminator terminator =
            new SessionTerminator(table, new Refusing(), () -> now, () -> 0.5);

    private final class Refusing extends ObedientInstances {
        @Override
        public Reply end(Hold hold, EndReason reason) {
            sentEnds.incrementAndGet();
            return new Reply.NotDone();
        }
    }

    @Test
    void failedEndIsRetriedWithBackoff() throws Exception {
        held();
        end(EndReason.CLIENT_GONE);

        var times = new ArrayList<Long>();
        times.add(0L);
        int before = sentEnds.get();
        while (now.isBefore(START.plusSeconds(40))) {
            now = now.plus(TICK);
            tick();
            if (sentEnds.get() > before) {
                before = sentEnds.get();
                times.add(Duration.between(START, now).toMillis());
            }
        }

        assertThat(times)
                .as("after 250 ms, then doubling up to 5 s")
                .startsWith(0L, 300L, 800L, 1_800L, 3_800L, 7_800L, 12_800L, 17_800L);
    }

    @Test
    void forcedEndIsSentAtOnce() throws Exception {
        held();
        end(EndReason.CLIENT_GONE);
        for (int i = 0; i < 20; i++) {
            now = now.plus(TICK);
            tick();
        }
        int before = sentEnds.get();

        end(EndReason.FORCED);

        assertThat(sentEnds.get()).isEqualTo(before + 1);
    }

    private void held() {
        var instance =
                new Instance(
                        new InstanceId("pod-1"),
                        RegistryFixture.CLUSTER,
                        new HostPort("localhost", 1),
                        Instant.EPOCH,
                        InstanceKey.random());
        table.register(
                instance,
                new SlotReport.Held(SESSION, new UserName("anna"), new Epoch(1), 1),
                START);
        table.takeEvents();
    }

    private void end(EndReason reason) throws InterruptedException {
        assertThat(table.end(SESSION, reason, now)).isTrue();
        for (var event : table.takeEvents()) {
            terminator.happened(CLUSTER, event);
        }
        awaitIdle();
    }

    /// Runs one step of the timer. Returns when everything that it started is done.
    private void tick() throws InterruptedException {
        terminator.repeat();
        awaitIdle();
    }

    private void awaitIdle() throws InterruptedException {
        Eventually.holds(() -> terminator.underWay() == 0);
    }
}
