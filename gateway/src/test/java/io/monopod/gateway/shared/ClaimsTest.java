package io.monopod.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class ClaimsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final ClusterName CLUSTER = new ClusterName("myservice");
    private static final SessionId SESSION = new SessionId("a");
    private static final UserName ANN = new UserName("ann");
    private static final Claim.Of CLAIM = new Claim.Of(CLUSTER, SESSION);

    private final SessionTable table =
            new SessionTable(Rules.from(START, Policy.EXCLUSIVE, LEASE, Duration.ZERO));
    private final Routes routes = new Routes(InstantSource.fixed(START), _ -> {});
    private final Asked store = new Asked();
    private final Claims claims =
            new Claims(_ -> table, routes, store, 5, InstantSource.fixed(START), LEASE);

    @Test
    void endOfAnOlderHoldDoesNotDeleteTheClaimOfAnEarlierTerm() {
        routes.claimed(claim("pod-1", 9));
        register("pod-1", 9);

        register("pod-2", 7); // the session was here before, and this one is told to end it
        table.heartbeat(new InstanceId("pod-2"), new SlotReport.Free(new Epoch(7), 3), START);
        takeEvents();

        assertThat(store.asked).isEmpty();
    }

    /// The claim was to be deleted and restored, and the instance comes back once more before
    /// either is done.
    @Test
    void missingClaimOfASessionThatIsThereIsWritten() {
        register("pod-1", 7);
        table.lose(new InstanceId("pod-1"), LossReason.UNREACHABLE, START);
        takeEvents();
        claims.sweep(); // the claim has not been heard of yet, as if its deletion were done
        routes.claimed(claim("pod-1", 7));
        register("pod-1", 7);
        routes.released(CLAIM);
        assertThat(store.asked).containsExactly("restore 7", "delete 7");

        claims.sweep();

        assertThat(store.asked).containsExactly("restore 7", "delete 7", "restore 7");
    }

    /// A gateway that was frozen passes the registration on late. The next heartbeat has the
    /// session.
    @Test
    void registrationFromBeforeTheClaimDoesNotSettleIt() {
        routes.claimed(claim("pod-1", 7));
        table.register(instance("pod-1"), new SlotReport.Free(Epoch.NONE, 1), START);
        takeEvents();

        claims.sweep();
        assertThat(store.asked).isEmpty();

        table.heartbeat(new InstanceId("pod-1"), new SlotReport.Free(new Epoch(8), 2), START);
        claims.sweep();
        assertThat(store.asked).containsExactly("delete 7");
    }

    private void register(String pod, long epoch) {
        var held = new SlotReport.Held(SESSION, ANN, new Epoch(epoch), 2);
        table.register(instance(pod), held, START);
        takeEvents();
    }

    private void takeEvents() {
        table.takeEvents().forEach(event -> claims.happened(CLUSTER, event));
    }

    private static Instance instance(String pod) {
        return new Instance(
                new InstanceId(pod), CLUSTER, address(pod), START, InstanceKey.of(new byte[32]));
    }

    private static HostPort address(String pod) {
        return new HostPort(pod, 1);
    }

    private static Claim claim(String pod, long epoch) {
        return new Claim(
                CLAIM,
                new InstanceId(pod),
                address(pod),
                InstanceKey.of(new byte[32]),
                new Epoch(epoch),
                ANN);
    }

    /// What the store is asked for, in order.
    private static final class Asked implements Store {
        private final List<String> asked = new ArrayList<>();

        @Override
        public void start() {}

        @Override
        public void claim(long term, Claim claim, Duration time) {
            throw new AssertionError("only binds write new claims");
        }

        @Override
        public void restore(long term, Claim claim) {
            asked.add("restore " + claim.epoch().value());
        }

        @Override
        public void release(long term, Claim.Of session, Epoch epoch) {
            asked.add("delete " + epoch.value());
        }

        @Override
        public boolean isThere() {
            return true;
        }

        @Override
        public boolean isSure(long term) {
            return true;
        }

        @Override
        public Instant renewed() {
            return Instant.EPOCH;
        }

        @Override
        public long heard() {
            return 0;
        }

        @Override
        public Instant back() {
            return Instant.EPOCH;
        }

        @Override
        public void resign(@Nullable Handover handover) {}

        @Override
        public void close() {}
    }
}
