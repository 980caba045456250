package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.system.InstanceView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Injects faults into the processes: each runs for a while, is killed, stopped or asked to end,
/// and is repaired. Order and lengths follow from the seed.
final class FaultInjector {
    /// The faults of one process; when `until` returns, all are repaired.
    interface Fault {
        void until(Instant end) throws InterruptedException;
    }

    private final Stage stage;
    private final Faults faults;
    private final Incidents incidents;
    private final Instant start = Instant.now();

    FaultInjector(Stage stage, Incidents incidents) {
        this.stage = stage;
        this.faults = stage.faults().quiet();
        this.incidents = incidents;
    }

    /// One for each instance, and one for the gateway.
    List<Fault> all(long seed) {
        Random seeds = new Random(seed);
        List<Fault> injected = new ArrayList<>();
        for (InstanceView instance : faults.instances()) {
            Random random = new Random(seeds.nextLong());
            injected.add(end -> instance(instance.name(), random, end));
        }
        Random random = new Random(seeds.nextLong());
        injected.add(end -> gateway(random, end));
        return injected;
    }

    private void instance(String name, Random random, Instant end) throws InterruptedException {
        while (rest(random, 1_500, 6_000, end)) {
            InstanceView victim = faults.named(name);
            int chance = random.nextInt(10);
            if (chance < 3) {
                kill(victim, between(random, 0, 1_000));
            } else if (chance < 4) {
                end(victim);
            } else if (chance < 7) {
                stop(victim, between(random, 200, 1_500));
            } else {
                stop(victim, between(random, 4_000, 6_000));
            }
        }
    }

    private void gateway(Random random, Instant end) throws InterruptedException {
        while (rest(random, 5_000, 10_000, end)) {
            if (random.nextInt(10) < 6) {
                killGateway(between(random, 0, 500));
            } else {
                stopGateway(between(random, 200, 4_500));
            }
        }
    }

    /// @return whether there is time for another fault
    private static boolean rest(Random random, int min, int max, Instant end)
            throws InterruptedException {
        Duration rest = between(random, min, max);
        if (Instant.now().plus(rest).isAfter(end)) {
            return false;
        }
        Pause.of(rest);
        return true;
    }

    private static Duration between(Random random, int minMillis, int maxMillis) {
        return Duration.ofMillis(random.nextInt(minMillis, maxMillis));
    }

    private void kill(InstanceView victim, Duration gone) throws InterruptedException {
        note("killed " + describe(victim));
        Instant from = Instant.now();
        faults.kill(victim);
        incidents.killed(victim.pod(), since(from));
        Pause.of(gone);
        faults.restart(victim);
    }

    private void end(InstanceView victim) throws InterruptedException {
        note("asked " + describe(victim) + " to end");
        Instant from = Instant.now();
        faults.end(victim);
        incidents.ended(victim.pod(), since(from));
        faults.restart(victim);
    }

    private void stop(InstanceView victim, Duration stopped) throws InterruptedException {
        note("stopped " + describe(victim) + " for " + stopped.toMillis() + " ms");
        Instant from = Instant.now();
        faults.pause(victim);
        Pause.of(stopped);
        faults.resume(victim);
        incidents.stopped(victim.pod(), since(from));
    }

    private void killGateway(Duration gone) throws InterruptedException {
        note("killed the gateway");
        Instant from = Instant.now();
        faults.killGateway();
        Pause.of(gone);
        faults.restartGateway();
        incidents.gatewayKilled(since(from));
    }

    private void stopGateway(Duration stopped) throws InterruptedException {
        note("stopped the gateway for " + stopped.toMillis() + " ms");
        Instant from = Instant.now();
        faults.pauseGateway();
        Pause.of(stopped);
        faults.resumeGateway();
        incidents.gatewayStopped(since(from));
    }

    private static Incidents.Span since(Instant from) {
        return new Incidents.Span(from, Instant.now());
    }

    private static String describe(InstanceView instance) {
        return instance.name() + " (" + instance.pod() + ")";
    }

    private void note(String what) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1_000.0;
        stage.note("%6.1f s  %s".formatted(seconds, what));
    }
}
