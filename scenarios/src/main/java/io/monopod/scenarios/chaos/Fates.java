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

/// What befalls the processes: each lives in peace for a while, is killed, stopped or asked to end,
/// and is put right again. The order of its misfortunes, and their lengths, follow from the seed.
final class Fates {
    /// A process's own misfortunes; every one is over when it returns.
    interface Fate {
        void until(Instant end) throws InterruptedException;
    }

    private final Stage stage;
    private final Faults faults;
    private final Incidents incidents;
    private final Instant start = Instant.now();

    Fates(Stage stage, Incidents incidents) {
        this.stage = stage;
        this.faults = stage.faults().quiet();
        this.incidents = incidents;
    }

    /// One for each instance, and one for the gateway.
    List<Fate> all(long seed) {
        Random seeds = new Random(seed);
        List<Fate> fates = new ArrayList<>();
        for (InstanceView instance : faults.instances()) {
            Random random = new Random(seeds.nextLong());
            fates.add(end -> instance(instance.name(), random, end));
        }
        Random random = new Random(seeds.nextLong());
        fates.add(end -> gateway(random, end));
        return fates;
    }

    private void instance(String name, Random random, Instant end) throws InterruptedException {
        while (peace(random, 1_500, 6_000, end)) {
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
        while (peace(random, 5_000, 10_000, end)) {
            if (random.nextInt(10) < 6) {
                killGateway(between(random, 0, 500));
            } else {
                stopGateway(between(random, 200, 4_500));
            }
        }
    }

    /// @return whether there is time for another misfortune
    private static boolean peace(Random random, int least, int most, Instant end)
            throws InterruptedException {
        Duration peace = between(random, least, most);
        if (Instant.now().plus(peace).isAfter(end)) {
            return false;
        }
        Pause.of(peace);
        return true;
    }

    private static Duration between(Random random, int leastMillis, int mostMillis) {
        return Duration.ofMillis(random.nextInt(leastMillis, mostMillis));
    }

    private void kill(InstanceView victim, Duration gone) throws InterruptedException {
        note("killed " + told(victim));
        Instant from = Instant.now();
        faults.kill(victim);
        incidents.killed(victim.pod(), since(from));
        Pause.of(gone);
        faults.restart(victim);
    }

    private void end(InstanceView victim) throws InterruptedException {
        note("asked " + told(victim) + " to end");
        Instant from = Instant.now();
        faults.end(victim);
        incidents.ended(victim.pod(), since(from));
        faults.restart(victim);
    }

    private void stop(InstanceView victim, Duration stopped) throws InterruptedException {
        note("stopped " + told(victim) + " for " + stopped.toMillis() + " ms");
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

    private static String told(InstanceView instance) {
        return instance.name() + " (" + instance.pod() + ")";
    }

    private void note(String what) {
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1_000.0;
        stage.note("%6.1f s  %s".formatted(seconds, what));
    }
}
