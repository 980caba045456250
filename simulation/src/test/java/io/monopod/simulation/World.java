package io.monopod.simulation;

import io.monopod.gateway.assign.Instance;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// All parts of one simulation, made from one seed.
final class World {
    private final Seams seams;
    private final Chance chance;
    private final Settings settings;
    private final Timeline timeline = new Timeline();
    private final Trail trail = new Trail(timeline);
    private final Network network;
    private final Causes causes = new Causes(this);
    private final Invariants invariants = new Invariants(this);
    private final List<Place> places;
    private final List<SimulatedClient> clients;
    private final Chaos chaos;
    private Gateway gateway;

    World(long seed, Seams seams) {
        this.seams = seams;
        this.chance = new Chance(seed);
        this.settings = Settings.any(chance);
        this.network = new Network(timeline, chance);
        this.places =
                IntStream.range(0, settings.places())
                        .mapToObj(number -> new Place(this, number))
                        .toList();
        this.clients =
                IntStream.range(0, settings.sessions())
                        .mapToObj(number -> new SimulatedClient(this, number))
                        .toList();
        this.chaos = new Chaos(this);
        // There were no sessions before it.
        this.gateway = new Gateway(this, clocks(Duration.ZERO), Duration.ZERO);
    }

    void begin() {
        trail.note("%s", settings);
        places.forEach(Place::start);
        clients.forEach(SimulatedClient::start);
        chaos.begin();
    }

    /// Runs one event, then checks the invariants.
    void step() {
        timeline.step();
        invariants.check();
    }

    /// Ends chaos and lets clients rest, then lets clients end their sessions. The world must come
    /// to rest both times.
    ///
    /// @return the number of steps
    int settleDown() {
        chaos.end();
        clients.forEach(SimulatedClient::rest);
        int steps = pass(Duration.ofSeconds(100));
        invariants.checkAtRest();
        clients.forEach(SimulatedClient::shutDown);
        steps += pass(Duration.ofSeconds(100));
        invariants.checkEmpty();
        return steps;
    }

    private int pass(Duration time) {
        var until = timeline.now().plus(time);
        int steps = 0;
        while (timeline.now().isBefore(until)) {
            step();
            steps++;
        }
        return steps;
    }

    /// Starts a gateway after one has died. Its clock may be wrong.
    void restartGateway() {
        var skew = anySkew();
        trail.note("gateway starts, skew=%s", skew);
        invariants.gatewayStarts();
        causes.gatewayStarts();
        gateway = new Gateway(this, clocks(skew), settings.lease());
    }

    /// A random error for a time of day.
    Duration anySkew() {
        return chance.between(settings.clockSkew().negated(), settings.clockSkew());
    }

    /// The clocks of a new process.
    Clocks clocks(Duration skew) {
        return new Clocks(
                timeline, chance.between(-settings.clockDrift(), settings.clockDrift()), skew);
    }

    Seams seams() {
        return seams;
    }

    Chance chance() {
        return chance;
    }

    Settings settings() {
        return settings;
    }

    Timeline timeline() {
        return timeline;
    }

    Trail trail() {
        return trail;
    }

    Network network() {
        return network;
    }

    Invariants invariants() {
        return invariants;
    }

    Causes causes() {
        return causes;
    }

    List<Place> places() {
        return places;
    }

    List<SimulatedClient> clients() {
        return clients;
    }

    /// The current or last gateway.
    Gateway gateway() {
        return gateway;
    }

    Place placeOf(Instance instance) {
        return places.get(instance.address().host().charAt("host-".length()) - '0');
    }

    /// The process at a place; every place has had one since the world began.
    Pod podAt(Place place) {
        return Objects.requireNonNull(place.pod());
    }
}
