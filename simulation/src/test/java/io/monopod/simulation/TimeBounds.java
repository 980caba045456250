package io.monopod.simulation;

import static io.monopod.simulation.Invariants.require;

import io.monopod.contract.InstanceId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.InstanceState;
import io.monopod.gateway.assign.InstanceView;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Upper bounds on the gateway's reaction times, counted in the time in which it ran.
final class TimeBounds {
    /// For an instance to confirm a forced end.
    private static final Duration CONFIRM_WITHIN = Duration.ofMillis(300);

    /// The error of a drifting clock over these times.
    private static final Duration DRIFT = Duration.ofMillis(2);

    private static final String FORCED = "ending: " + EndReason.FORCED.label();

    private final World world;
    private final Map<InstanceId, Duration> heard = new HashMap<>();

    /// When each instance's last session ended; an instance with a session is kept while all are
    /// silent.
    private final Map<InstanceId, Duration> unspared = new HashMap<>();

    private final Map<Hold, Duration> forced = new HashMap<>();

    TimeBounds(World world) {
        this.world = world;
    }

    void heard(Gateway gateway, InstanceId instance) {
        heard.put(instance, gateway.process().running());
    }

    /// Called after every step.
    void check(Gateway gateway, List<InstanceView> views) {
        var now = gateway.process().running();
        for (var view : views) {
            if (view.detail().equals(FORCED) && view.hold() != null) {
                requireLetGo(view, now.minus(forced.computeIfAbsent(view.hold(), _ -> now)));
            }
            if (mayBeSpared(view)) {
                unspared.remove(view.instance().id());
            } else {
                requireLost(view, now);
            }
        }
        requireThatAllWhoWaitAreThere(gateway);
    }

    private static void requireLetGo(InstanceView view, Duration time) {
        require(
                time.compareTo(CONFIRM_WITHIN.plus(Gateway.TICK).plus(DRIFT)) <= 0,
                "a session that was ended by force is not let go",
                time,
                view);
    }

    private static boolean mayBeSpared(InstanceView view) {
        return view.hold() != null && view.state() != InstanceState.QUARANTINED;
    }

    private void requireLost(InstanceView view, Duration now) {
        var instance = view.instance().id();
        var due = heard.getOrDefault(instance, Duration.ZERO).plus(world.settings().lease());
        var since = unspared.computeIfAbsent(instance, _ -> now);
        var from = due.compareTo(since) > 0 ? due : since;
        require(
                now.minus(from).compareTo(Gateway.TICK.plus(DRIFT)) <= 0,
                "an instance is not lost although it is silent",
                now.minus(from),
                view);
    }

    private static void requireThatAllWhoWaitAreThere(Gateway gateway) {
        for (var place : gateway.table().queue()) {
            require(
                    gateway.calls().stream().anyMatch(call -> call.waitsFor(place.session())),
                    "in line for a client that has left",
                    place);
        }
    }
}
