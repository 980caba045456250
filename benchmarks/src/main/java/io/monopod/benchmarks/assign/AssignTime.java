package io.monopod.benchmarks.assign;

import io.monopod.benchmarks.load.Metric;
import io.monopod.config.HostPort;
import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;
import io.monopod.vouch.InstanceKey;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// Times the decision for a new session among many free instances: assign, confirm the grant, end
/// the session, repeat.
public final class AssignTime {
    public static final String CASE = "assign_10000";

    private static final int INSTANCES = 10_000;
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 50_000;
    private static final UserName USER = new UserName("bench");

    private final Instant now = Instant.now();
    private final SessionTable table =
            new SessionTable(Rules.from(now, Policy.EXCLUSIVE, Duration.ofHours(1), Duration.ZERO));

    private AssignTime() {
        for (int i = 0; i < INSTANCES; i++) {
            var instance =
                    new Instance(
                            new InstanceId("instance-" + i),
                            new ClusterName("myservice"),
                            new HostPort("127.0.0.1", 1024 + i),
                            now,
                            InstanceKey.of(new byte[32]));
            table.register(instance, new SlotReport.Free(Epoch.NONE, 1), now);
        }
        table.takeEvents();
    }

    /// One round, in this process.
    public static Map<Metric, Double> measure() {
        var time = new AssignTime();
        var nanos = new long[MEASURED];
        for (int i = -WARM_UP; i < MEASURED; i++) {
            var taken = time.assign(new SessionId("session-" + i));
            if (i >= 0) {
                nanos[i] = taken;
            }
        }
        Arrays.sort(nanos);
        var figures = new EnumMap<Metric, Double>(Metric.class);
        figures.put(Metric.P50, nanos[MEASURED / 2] / 1000.0);
        figures.put(Metric.P99, nanos[MEASURED * 99 / 100] / 1000.0);
        return figures;
    }

    private long assign(SessionId session) {
        var start = System.nanoTime();
        var decision = table.claim(session, USER, now);
        var taken = System.nanoTime() - start;
        if (!(decision instanceof Assignment.Reserved(var grant))) {
            throw new IllegalStateException("not assigned: " + decision);
        }
        var held = new SlotReport.Held(session, USER, grant.epoch(), grant.epoch().value());
        table.settle(grant, new Reply.Answered(held), now);
        table.endedByCall(grant, AfterEnd.FREE, now);
        table.takeEvents();
        return taken;
    }
}
