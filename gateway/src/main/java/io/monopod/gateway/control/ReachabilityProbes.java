package io.monopod.gateway.control;

import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.control.InstanceControl.Reach;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Checks whether a process still listens at an instance's address. Each instance has at most one
/// probe at a time, and all callers wait for it: an instance may die under thousands of calls.
public final class ReachabilityProbes {
    /// Longer than one connection attempt, because a name may have to be resolved first.
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final InstanceControl control;
    private final ConcurrentHashMap<Instance, Probe> underWay = new ConcurrentHashMap<>();

    public ReachabilityProbes(InstanceControl control) {
        this.control = control;
    }

    /// @param began when it began, by [System#nanoTime]
    private record Probe(long began, CompletableFuture<Reach> result) {}

    /// Blocks for [#TIMEOUT] at most, or twice that if a probe was already under way. An interrupt
    /// ends the wait early with [Reach#SILENT] and stays pending.
    public Reach reach(Instance instance) {
        long asked = System.nanoTime();
        while (true) {
            var probe = underWay.computeIfAbsent(instance, this::start);
            var reach = await(probe);
            // An earlier probe may have reached a process that has died since.
            if (reach != Reach.CONNECTED || probe.began() - asked >= 0) {
                return reach;
            }
        }
    }

    private static Reach await(Probe probe) {
        try {
            return probe.result().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reach.SILENT;
        } catch (TimeoutException | ExecutionException e) {
            return Reach.SILENT;
        }
    }

    /// Runs on its own thread: the interrupt of one caller must not end the probe for all.
    private Probe start(Instance instance) {
        var probe = new Probe(System.nanoTime(), new CompletableFuture<>());
        Thread.ofVirtual().name("probe-" + instance.id()).start(() -> run(instance, probe));
        return probe;
    }

    private void run(Instance instance, Probe probe) {
        var reach = Reach.SILENT;
        try {
            reach = control.reach(instance);
        } finally {
            underWay.remove(instance, probe);
            probe.result().complete(reach);
        }
    }
}
