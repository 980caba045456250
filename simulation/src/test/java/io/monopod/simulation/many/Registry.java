package io.monopod.simulation.many;

import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What instances say to a leader.
final class Registry {
    private final World world;
    private final Leadership leader;
    private final Map<InstanceId, Instant> heard = new HashMap<>();

    Registry(World world, Leadership leader) {
        this.world = world;
        this.leader = leader;
    }

    /// How long the leader has not heard of the instance; null if never.
    @Nullable Duration silence(InstanceId instance) {
        var last = heard.get(instance);
        return last == null ? null : Duration.between(last, leader.now());
    }

    Pod.Heard receive(Pod.Message message) {
        var instance = message.instance();
        var table = leader.table();
        var now = leader.now();
        var answer =
                switch (message.kind()) {
                    case REGISTER -> {
                        var granted = table.register(instance, message.report(), now);
                        yield granted == null
                                ? new Pod.Heard.Refused()
                                : new Pod.Heard.Registered(granted);
                    }
                    case HEARTBEAT ->
                            table.heartbeat(instance.id(), message.report(), now)
                                    ? new Pod.Heard.Renewed()
                                    : new Pod.Heard.Unknown();
                    case LEAVE -> {
                        table.lose(instance.id(), LossReason.LEFT, now);
                        yield new Pod.Heard.Renewed();
                    }
                };
        if (isKnown(answer)) {
            heard.put(instance.id(), now);
        }
        world.trail().note("%s hears %s: %s", leader.gateway(), message, answer);
        return answer;
    }

    /// Whether the table has what the instance has reported.
    boolean agrees(Pod.Message message, Pod.Heard heard) {
        return isKnown(heard)
                && (!(message.report() instanceof SlotReport.Held held)
                        || isOf(leader.table().find(held.session()), message.instance(), held));
    }

    private static boolean isKnown(Pod.Heard heard) {
        return heard instanceof Pod.Heard.Registered || heard instanceof Pod.Heard.Renewed;
    }

    static boolean isOf(@Nullable Grant grant, Instance instance, SlotReport.Held held) {
        return grant != null
                && grant.epoch().equals(held.epoch())
                && grant.instance().id().equals(instance.id());
    }
}
