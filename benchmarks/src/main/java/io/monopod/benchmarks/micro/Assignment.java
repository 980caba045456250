package io.monopod.benchmarks.micro;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Decision;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionTable;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The session table among a thousand instances: the look-up that each call makes, and a whole
/// session from claim to end.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Assignment {
    private static final int INSTANCES = 1_000;
    private static final UserName USER = new UserName("bench");
    private static final SessionId HELD = new SessionId("held");

    private final Instant now = Instant.now();
    private final SessionTable table =
            new SessionTable(Rules.from(now, Policy.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO));
    private long sessions;

    public Assignment() {
        for (int i = 0; i < INSTANCES; i++) {
            var address = new HostPort("127.0.0.1", 1024 + i);
            var instance = new Instance(new InstanceId("instance-" + i), address, now);
            table.register(instance, new SlotReport.Free(Epoch.NONE, 1), now);
        }
        claim(HELD);
        table.takeEvents();
    }

    @Benchmark
    public @Nullable Grant held() {
        return table.find(HELD);
    }

    @Benchmark
    public Grant session() {
        var grant = claim(new SessionId("session-" + sessions++));
        table.endedByCall(grant, AfterEnd.FREE, now);
        table.takeEvents();
        return grant;
    }

    private Grant claim(SessionId session) {
        if (!(table.claim(session, USER, now) instanceof Decision.Reserved(var grant))) {
            throw new IllegalStateException("not assigned: " + session);
        }
        var held = new SlotReport.Held(session, USER, grant.epoch(), grant.epoch().value());
        table.settle(grant, new Reply.Told(held), now);
        return grant;
    }
}
