package io.monopod.simulation.many;

import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.store.Member;
import io.monopod.simulation.Chance;
import io.monopod.simulation.Clocks;
import io.monopod.simulation.Timeline;
import io.monopod.simulation.Trail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// All parts of one simulation, made from one seed.
final class World {
    /// So many events at one moment are a loop.
    private static final int BUSY = 10_000;

    private final Seams seams;
    private final Chance chance;
    private final Settings settings;
    private final boolean handsOver;
    private final Timeline timeline = new Timeline();
    private final Trail trail = new Trail(timeline);
    private final Net net;
    private final SimStore store = new SimStore(this);
    private final Checks checks = new Checks(this);
    private final List<Gateway> gateways = new ArrayList<>();
    private final Map<String, Gateway> byId = new HashMap<>();
    private final List<Place> places;
    private final List<Client> clients;
    private final Chaos chaos;
    private int runs;
    private int atOnce;

    World(long seed, Seams seams) {
        this.seams = seams;
        this.chance = new Chance(seed);
        this.settings = Settings.any(chance);
        this.handsOver = seed % 2 != 0;
        this.net = new Net(timeline, chance);
        this.places =
                IntStream.range(0, settings.places())
                        .mapToObj(number -> new Place(this, number))
                        .toList();
        this.clients =
                IntStream.range(0, settings.sessions())
                        .mapToObj(number -> new Client(this, number))
                        .toList();
        this.chaos = new Chaos(this);
        for (int host = 0; host < settings.gateways(); host++) {
            gateways.add(newGateway(host));
        }
    }

    private Gateway newGateway(int host) {
        var skew = chance.between(settings.clockSkew().negated(), settings.clockSkew());
        var gateway = new Gateway(this, host, runs++, clocks(skew));
        byId.put(gateway.self().id(), gateway);
        return gateway;
    }

    void begin() {
        trail.note("%s", settings);
        gateways.forEach(Gateway::start);
        places.forEach(Place::start);
        clients.forEach(Client::start);
        chaos.begin();
    }

    /// Runs one event, then checks the invariants.
    void step() {
        var before = timeline.now();
        timeline.step();
        atOnce = timeline.now().equals(before) ? atOnce + 1 : 0;
        Checks.require(atOnce < BUSY, "something goes round without a pause");
        checks.check();
    }

    /// Ends chaos and lets clients rest, then lets clients end their sessions. The world must come
    /// to rest both times.
    ///
    /// @return the number of steps
    int settleDown() {
        chaos.end();
        clients.forEach(Client::rest);
        int steps = pass(Duration.ofSeconds(80));
        checks.atRest().check();
        clients.forEach(Client::shutDown);
        steps += pass(Duration.ofSeconds(15));
        checks.atRest().check();
        checks.atRest().checkEmpty();
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

    /// Starts a gateway where one has ended, as soon as it reaches the store. Its clock may be
    /// wrong.
    void restart(Gateway ended) {
        if (!gateways.get(ended.host()).equals(ended) || ended.process().isAlive()) {
            return;
        }
        if (!store.isUp() || net.isCut(ended.node(), SimStore.NODE)) {
            timeline.after(Duration.ofSeconds(1), () -> restart(ended));
            return;
        }
        var next = newGateway(ended.host());
        gateways.set(ended.host(), next);
        trail.note("%s starts", next);
        next.start();
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

    /// Whether a leader that stops tells the next one what it knows, as it does if it can.
    boolean handsOver() {
        return handsOver;
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

    Net net() {
        return net;
    }

    SimStore store() {
        return store;
    }

    Checks checks() {
        return checks;
    }

    List<Place> places() {
        return places;
    }

    List<Client> clients() {
        return clients;
    }

    /// The current or last gateway at each host.
    List<Gateway> gateways() {
        return gateways;
    }

    Gateway gateway(Member member) {
        return Objects.requireNonNull(byId.get(member.id()));
    }

    Place placeOf(Instance instance) {
        return places.get(instance.address().host().charAt("place-".length()) - '0');
    }
}
