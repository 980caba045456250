package io.monopod.simulation.many;

import io.monopod.simulation.Chance;
import io.monopod.simulation.Timeline;
import io.monopod.simulation.Weather;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Carries messages between nodes, any two of which may be cut off from each other. A message is
/// independent, and may be lost, doubled or late. What a connection carries arrives once, and while
/// it is cut, only afterwards.
final class Net {
    /// Two nodes, in the order of their names.
    private record Pair(String one, String other) {
        static Pair of(String one, String other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    private final Timeline timeline;
    private final Chance chance;
    private final Map<Pair, List<Runnable>> cuts = new HashMap<>();
    private Weather weather = Weather.CALM;

    Net(Timeline timeline, Chance chance) {
        this.timeline = timeline;
        this.chance = chance;
    }

    void become(Weather next) {
        weather = next;
    }

    void send(String from, String to, Runnable arrival) {
        if (chance.oneIn(weather.lostOneIn())) {
            return;
        }
        timeline.after(delay(), () -> unlessCut(from, to, arrival));
        if (chance.oneIn(weather.doubledOneIn())) {
            timeline.after(delay(), () -> unlessCut(from, to, arrival));
        }
    }

    private void unlessCut(String from, String to, Runnable arrival) {
        if (!isCut(from, to)) {
            arrival.run();
        }
    }

    void carry(String from, String to, Runnable arrival) {
        timeline.after(
                delay(),
                () -> {
                    var held = cuts.get(Pair.of(from, to));
                    if (held == null) {
                        arrival.run();
                    } else {
                        held.add(arrival);
                    }
                });
    }

    Duration delay() {
        return chance.oneIn(weather.lateOneIn())
                ? chance.between(weather.usual(), weather.late())
                : chance.between(Duration.ZERO, weather.usual());
    }

    boolean isCut(String from, String to) {
        return cuts.containsKey(Pair.of(from, to));
    }

    /// Whether no two nodes are cut off from each other.
    boolean isWhole() {
        return cuts.isEmpty() && weather.equals(Weather.CALM);
    }

    void cut(String from, String to) {
        if (!from.equals(to)) {
            cuts.putIfAbsent(Pair.of(from, to), new ArrayList<>());
        }
    }

    void mend(String from, String to) {
        var held = cuts.remove(Pair.of(from, to));
        if (held != null) {
            held.forEach(arrival -> timeline.after(delay(), arrival));
        }
    }

    void mendAll() {
        List.copyOf(cuts.keySet()).forEach(pair -> mend(pair.one, pair.other));
    }
}
