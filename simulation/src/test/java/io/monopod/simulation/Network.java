package io.monopod.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Carries messages between the gateway and the places of instances. There are two kinds: a control
/// call is independent and may be lost, duplicated or reordered; data on a connection arrives once,
/// and during a partition only after it heals.
final class Network {
    private final Timeline timeline;
    private final Chance chance;
    private final Map<Place, List<Runnable>> cuts = new HashMap<>();
    private Weather weather = Weather.CALM;

    Network(Timeline timeline, Chance chance) {
        this.timeline = timeline;
        this.chance = chance;
    }

    void become(Weather next) {
        weather = next;
    }

    /// A control message to or from `place`.
    void send(Place place, Runnable arrival) {
        if (isCut(place) || chance.oneIn(weather.lostOneIn())) {
            return;
        }
        timeline.after(delay(), arrival);
        if (chance.oneIn(weather.doubledOneIn())) {
            timeline.after(delay(), arrival);
        }
    }

    /// Sends data on a connection to or from `place`.
    void carry(Place place, Runnable arrival) {
        timeline.after(delay(), () -> arrive(place, arrival));
    }

    private void arrive(Place place, Runnable arrival) {
        var held = cuts.get(place);
        if (held == null) {
            arrival.run();
        } else {
            held.add(arrival);
        }
    }

    Duration delay() {
        return chance.oneIn(weather.lateOneIn())
                ? chance.between(weather.usual(), weather.late())
                : chance.between(Duration.ZERO, weather.usual());
    }

    boolean isCut(Place place) {
        return cuts.containsKey(place);
    }

    void cut(Place place) {
        cuts.putIfAbsent(place, new ArrayList<>());
    }

    void mend(Place place) {
        var held = cuts.remove(place);
        if (held != null) {
            held.forEach(arrival -> timeline.after(delay(), arrival));
        }
    }
}
