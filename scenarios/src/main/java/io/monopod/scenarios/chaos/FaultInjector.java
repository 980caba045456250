package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.InstanceView;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Injects faults into the processes: each runs for a while, is killed, stopped or asked to end,
/// and is repaired. Order and lengths follow from the seed. Of several gateways, and of the members
/// of their store, each has its faults, so that sometimes none is left.
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

    /// One for each instance, each gateway and each member of the store.
    List<Fault> all(long seed) {
        Random seeds = new Random(seed);
        List<Fault> injected = new ArrayList<>();
        for (InstanceView instance : faults.instances()) {
            Random random = new Random(seeds.nextLong());
            injected.add(end -> instance(instance.name(), random, end));
        }
        for (GatewayView gateway : faults.gateways()) {
            Random random = new Random(seeds.nextLong());
            injected.add(end -> gateway(gateway, random, end));
        }
        for (int i = 0; i < faults.storeMembers(); i++) {
            int member = i;
            Random random = new Random(seeds.nextLong());
            injected.add(end -> member(member, random, end));
        }
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

    /// As many faults of all gateways together as there are of one alone, so that between them
    /// there is time for the verdicts to hold without an excuse.
    private void gateway(GatewayView gateway, Random random, Instant end)
            throws InterruptedException {
        int gateways = faults.gateways().size();
        while (rest(random, 5_000 * gateways, 10_000 * gateways, end)) {
            int chance = random.nextInt(10);
            if (chance < 2 && gateways > 1) {
                end(gateway, between(random, 0, 500));
            } else if (chance < 6) {
                kill(gateway, between(random, 0, 500));
            } else {
                stop(gateway, between(random, 200, 4_500));
            }
        }
    }

    private void member(int member, Random random, Instant end) throws InterruptedException {
        int members = faults.storeMembers();
        while (rest(random, 10_000 * members, 20_000 * members, end)) {
            boolean killed = random.nextInt(10) < 6;
            Duration away = between(random, 500, 6_000);
            note(
                    "%s member %d of the store for %d ms"
                            .formatted(killed ? "killed" : "stopped", member + 1, away.toMillis()));
            Instant from = Instant.now();
            if (killed) {
                faults.killStoreMember(member);
                Pause.of(away);
                faults.startStoreMember(member);
            } else {
                faults.pauseStoreMember(member);
                Pause.of(away);
                faults.resumeStoreMember(member);
            }
            incidents.storeMemberAway(since(from));
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

    private void kill(GatewayView gateway, Duration gone) throws InterruptedException {
        note("killed " + gateway.name());
        Instant from = Instant.now();
        faults.kill(gateway);
        startAgain(gateway, gone, from);
    }

    private void end(GatewayView gateway, Duration gone) throws InterruptedException {
        note("asked " + gateway.name() + " to end");
        Instant from = Instant.now();
        faults.end(gateway);
        startAgain(gateway, gone, from);
    }

    private void startAgain(GatewayView gateway, Duration gone, Instant from)
            throws InterruptedException {
        Pause.of(gone);
        faults.restart(gateway);
        incidents.gatewayKilled(since(from));
    }

    private void stop(GatewayView gateway, Duration stopped) throws InterruptedException {
        note("stopped " + gateway.name() + " for " + stopped.toMillis() + " ms");
        Instant from = Instant.now();
        faults.pause(gateway);
        Pause.of(stopped);
        faults.resume(gateway);
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
