package io.monopod.gateway.table;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.vouch.InstanceKey;

import java.time.Duration;
import java.time.Instant;

/// Names and steps of this package's tests, all at the time [#START].
final class TableFixture {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration LEASE = Duration.ofSeconds(3);
    static final UserName ANNA = new UserName("anna");

    private TableFixture() {}

    static SessionTable table(Policy policy) {
        return new SessionTable(Rules.from(START, policy, LEASE, Duration.ZERO));
    }

    static Instance instance(int number) {
        return new Instance(
                new InstanceId("pod-" + number),
                new ClusterName("myservice"),
                new HostPort("localhost", 10_000 + number),
                START,
                InstanceKey.of(new byte[32]));
    }

    static SessionId session(int number) {
        return new SessionId("session-" + number);
    }

    static SlotReport free(long revision) {
        return new SlotReport.Free(Epoch.NONE, revision);
    }

    static SlotReport heldBy(Grant grant, long revision) {
        return new SlotReport.Held(grant.session(), grant.owner(), grant.epoch(), revision);
    }

    static Reply slotReply(SlotReport slot) {
        return new Reply.Answered(slot);
    }

    /// Registers a free instance.
    static void register(SessionTable table, int number) {
        table.register(instance(number), free(1), START);
    }

    static Assignment claim(SessionTable table, int number) {
        return table.claim(session(number), ANNA, START);
    }

    static Grant reserve(SessionTable table, int number) {
        return ((Assignment.Reserved) claim(table, number)).grant();
    }

    /// Reserves an instance and reports a successful bind.
    static Grant hold(SessionTable table, int number) {
        var grant = reserve(table, number);
        table.settle(grant, slotReply(heldBy(grant, 2)), START);
        return grant;
    }
}
