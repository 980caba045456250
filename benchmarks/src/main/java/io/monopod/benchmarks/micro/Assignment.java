package io.monopod.benchmarks.micro;

import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment.Reserved;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;

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

/// The session table with a thousand instances: the lookup of each call, and a whole session from
/// claim to end.
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
            var instance =
                    new Instance(
                            new InstanceId("instance-" + i),
                            new ClusterName("myservice"),
                            address,
                            now,
                            InstanceKey.of(new byte[32]));
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
        if (!(table.claim(session, USER, now) instanceof Reserved(var grant))) {
            throw new IllegalStateException("not assigned: " + session);
        }
        var held = new SlotReport.Held(session, USER, grant.epoch(), grant.epoch().value());
        table.settle(grant, new Reply.Answered(held), now);
        return grant;
    }
}
