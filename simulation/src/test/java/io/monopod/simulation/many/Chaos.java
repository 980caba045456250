package io.monopod.simulation.many;

import io.monopod.simulation.Weather;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Injects faults at random times.
final class Chaos {
    private final World world;
    private final List<Runnable> kinds =
            List.of(
                    this::killPod,
                    this::stopPod,
                    this::retirePod,
                    this::cut,
                    this::cut,
                    this::cut,
                    this::split,
                    this::split,
                    this::killGateway,
                    this::killGateway,
                    this::stopGateway,
                    this::freezeGateway,
                    this::freezeGateway,
                    this::storeAway,
                    this::storeSlow,
                    this::leasesLapse,
                    this::changeWeather);
    private final Duration mildness;
    private boolean over;

    Chaos(World world) {
        this.world = world;
        this.mildness = world.chance().millis(300, 20_000);
    }

    void begin() {
        next();
    }

    private void next() {
        world.timeline().after(world.chance().between(Duration.ZERO, mildness), this::strike);
    }

    private void strike() {
        if (!over) {
            world.chance().oneOf(kinds).run();
            next();
        }
    }

    /// Ends all faults.
    void end() {
        over = true;
        world.trail().note("chaos ends");
        world.net().become(Weather.CALM);
        world.net().mendAll();
        world.store().becomeSlow(Duration.ZERO);
        world.store().comeBack();
        world.places().forEach(place -> place.pod().process().resume());
        world.gateways().forEach(gateway -> gateway.process().resume());
    }

    private Pod anyPod() {
        return world.chance().oneOf(world.places()).pod();
    }

    private Gateway anyGateway() {
        return world.chance().oneOf(world.gateways());
    }

    private void killPod() {
        anyPod().die("is killed");
    }

    private void stopPod() {
        var pod = anyPod();
        world.trail().note("%s is frozen", pod);
        pod.process().stop();
        later(
                10_000,
                () -> {
                    world.trail().note("%s continues", pod);
                    pod.process().resume();
                });
    }

    private void retirePod() {
        var pod = anyPod();
        world.trail().note("%s is to retire", pod);
        pod.retire();
        // A supervisor does not wait for ever: it kills the process.
        later(30_000, () -> pod.die("had to retire and is killed"));
    }

    private void later(int most, Runnable what) {
        world.timeline().after(world.chance().millis(10, most), what);
    }

    /// Every node but clients.
    private List<String> nodes() {
        var nodes = new ArrayList<String>();
        nodes.add(SimStore.NODE);
        world.gateways().forEach(gateway -> nodes.add(gateway.node()));
        world.places().forEach(place -> nodes.add(place.node()));
        return nodes;
    }

    /// Two nodes, or one and all others.
    private void cut() {
        var nodes = nodes();
        var one = world.chance().oneOf(nodes);
        var others = world.chance().oneIn(2) ? nodes : List.of(world.chance().oneOf(nodes));
        cut(List.of(one), others);
    }

    /// Some nodes, and the rest.
    private void split() {
        var some = new ArrayList<String>();
        var rest = new ArrayList<String>();
        nodes().forEach(node -> (world.chance().oneIn(2) ? some : rest).add(node));
        cut(some, rest);
    }

    private void cut(List<String> some, List<String> others) {
        world.trail().note("%s is cut off from %s", List.copyOf(some), List.copyOf(others));
        some.forEach(one -> others.forEach(other -> world.net().cut(one, other)));
        later(
                30_000,
                () -> {
                    world.trail().note("%s is with %s again", some, others);
                    some.forEach(one -> others.forEach(other -> world.net().mend(one, other)));
                });
    }

    private void killGateway() {
        var gateway = anyGateway();
        gateway.die("dies");
        later(8_000, () -> world.restart(gateway));
    }

    private void stopGateway() {
        var gateway = anyGateway();
        world.trail().note("%s is to stop", gateway);
        gateway.process().run(gateway::stop);
        later(20_000, () -> gateway.die("had to stop and is killed"));
        world.timeline().after(Duration.ofSeconds(21), () -> world.restart(gateway));
    }

    private void freezeGateway() {
        var gateway = anyGateway();
        world.trail().note("%s is frozen", gateway);
        gateway.process().stop();
        later(
                12_000,
                () -> {
                    world.trail().note("%s continues", gateway);
                    gateway.process().resume();
                });
    }

    private void storeAway() {
        world.trail().note("the store goes away");
        world.store().goAway();
        later(
                world.chance().oneIn(3) ? 60_000 : 8_000,
                () -> {
                    world.trail().note("the store is back");
                    world.store().comeBack();
                });
    }

    private void storeSlow() {
        world.store().becomeSlow(world.chance().millis(0, 3_000));
        later(20_000, () -> world.store().becomeSlow(Duration.ZERO));
    }

    private void leasesLapse() {
        if (world.store().isUp()) {
            world.trail().note("all leases lapse");
            world.store().lapseAll();
        }
    }

    private void changeWeather() {
        world.net().become(world.chance().oneIn(2) ? Weather.CALM : Weather.any(world.chance()));
    }
}
