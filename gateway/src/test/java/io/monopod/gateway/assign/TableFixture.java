package io.monopod.gateway.assign;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Duration;
import java.time.Instant;

/// The names that the tests of this package use.
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
                new InstanceId("pod-" + number), new HostPort("localhost", 10_000 + number), START);
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

    static Reply told(SlotReport slot) {
        return new Reply.Told(slot);
    }
}
