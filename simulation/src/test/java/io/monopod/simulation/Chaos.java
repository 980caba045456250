package io.monopod.simulation;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.InstanceView;

import java.time.Duration;
import java.util.List;

/// Injects faults at random times.
final class Chaos {
    private final World world;
    private final List<Runnable> kinds =
            List.of(
                    this::killPod,
                    this::stopPod,
                    this::stopPod,
                    this::retirePod,
                    this::cutOff,
                    this::cutOff,
                    this::killGateway,
                    this::stopGateway,
                    this::setClock,
                    this::forceEnd,
                    this::forceEnd,
                    this::drain,
                    this::changeWeather,
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
        world.network().become(Weather.CALM);
        world.places().forEach(world.network()::mend);
        world.places().forEach(place -> world.podAt(place).process().resume());
        world.gateway().process().resume();
    }

    private Pod anyPod() {
        return world.podAt(anyPlace());
    }

    private Place anyPlace() {
        return world.chance().oneOf(world.places());
    }

    private void killPod() {
        var pod = anyPod();
        if (pod.process().isAlive()) {
            pod.die("is killed");
        }
    }

    private void stopPod() {
        var pod = anyPod();
        world.trail().note("%s is stopped", pod);
        pod.process().stop();
        world.timeline()
                .after(
                        world.chance().millis(10, 10_000),
                        () -> {
                            world.trail().note("%s continues", pod);
                            pod.process().resume();
                        });
    }

    private void retirePod() {
        retire(anyPod());
    }

    private void retire(Pod pod) {
        world.trail().note("%s is to retire", pod);
        pod.retire();
        // A supervisor does not wait for ever: it kills the process.
        world.timeline()
                .after(
                        world.chance().millis(1_000, 30_000),
                        () -> {
                            if (pod.process().isAlive()) {
                                pod.die("had to retire and is killed");
                            }
                        });
    }

    private void cutOff() {
        var place = anyPlace();
        world.trail().note("%s is cut off", place);
        world.network().cut(place);
        world.timeline()
                .after(
                        world.chance().millis(10, 30_000),
                        () -> {
                            world.trail().note("%s is reached again", place);
                            world.network().mend(place);
                        });
    }

    private void killGateway() {
        if (world.gateway().process().isAlive()) {
            world.gateway().die();
            world.timeline().after(world.chance().millis(10, 4_000), world::restartGateway);
        }
    }

    private void stopGateway() {
        var gateway = world.gateway();
        world.trail().note("gateway is stopped");
        gateway.process().stop();
        world.timeline()
                .after(
                        world.chance().millis(10, 8_000),
                        () -> {
                            world.trail().note("gateway continues");
                            gateway.process().resume();
                        });
    }

    private void setClock() {
        var skew = world.anySkew();
        world.trail().note("the gateway's clock is set, skew=%s", skew);
        world.gateway().clocks().set(skew);
    }

    private void forceEnd() {
        var session = world.chance().oneOf(world.clients()).session();
        var gateway = world.gateway();
        gateway.process()
                .run(
                        () -> {
                            world.trail().note("%s is to end", session);
                            gateway.table().instances().stream()
                                    .map(InstanceView::hold)
                                    .filter(hold -> hold != null && hold.session().equals(session))
                                    .forEach(world.causes()::forced);
                            gateway.table().end(session, EndReason.FORCED, gateway.now());
                        });
    }

    /// As before an update: the supervisor then stops the pod, or thinks better of it.
    private void drain() {
        var pod = anyPod();
        var gateway = world.gateway();
        gateway.process()
                .run(
                        () -> {
                            world.trail().note("%s is drained", pod);
                            gateway.table().drain(pod.instance().id(), gateway.now());
                        });
        boolean back = world.chance().oneIn(2);
        world.timeline()
                .after(
                        world.chance().millis(100, 20_000),
                        () -> {
                            if (back) {
                                undrain(pod);
                            } else {
                                retire(pod);
                            }
                        });
    }

    private void undrain(Pod pod) {
        var gateway = world.gateway();
        gateway.process()
                .run(
                        () -> {
                            world.trail().note("%s is drained no more", pod);
                            gateway.table().undrain(pod.instance().id(), gateway.now());
                        });
    }

    private void changeWeather() {
        var weather = Weather.any(world.chance());
        world.trail().note("%s", weather);
        world.network().become(weather);
    }
}
