package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.SlotReport;

import java.time.Duration;

/// Keeps an instance registered: it registers, sends heartbeats, reports each change of the slot at
/// once, and registers again when the gateway does not know it. One message at a time.
final class Heartbeats {
    private static final Duration REGISTER_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_WITHIN = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;

    /// Depends on its clock, which may be slow or fast.
    private final Duration interval;

    private boolean registered;
    private boolean changed;
    private boolean resting;

    /// The current message's number; late replies and timers have an older one.
    private int messageNumber;

    Heartbeats(World world, Pod pod) {
        this.world = world;
        this.pod = pod;
        this.interval = world.chance().millis(800, 1_200);
    }

    void start() {
        pod.process().after(world.chance().millis(0, 100), this::sendMessage);
    }

    /// The slot has changed, or a request waits for a renewed lease.
    void heartbeatNow() {
        changed = true;
        if (resting && registered) {
            sendMessage();
        }
    }

    private void sendMessage() {
        resting = false;
        changed = false;
        int number = ++messageNumber;
        long sent = pod.lease().now();
        var report = pod.report();
        // A connection stays with the process that accepted it.
        var gateway = world.gateway();
        boolean known = registered;
        send(
                () -> {
                    if (gateway.process().isAlive()) {
                        gateway.process().run(() -> receive(gateway, known, report, number, sent));
                    } else {
                        reply(number, this::unreached);
                    }
                });
        pod.process()
                .after(
                        registered ? HEARTBEAT_WITHIN : REGISTER_WITHIN,
                        () -> onceIfAwaited(number, this::unreached));
    }

    private void receive(Gateway gateway, boolean known, SlotReport report, int number, long sent) {
        if (!known) {
            var granted = gateway.register(pod.instance(), report);
            reply(number, granted == null ? this::unreached : () -> registered(granted, sent));
        } else if (gateway.heartbeat(pod.instance(), report)) {
            reply(number, () -> renewed(sent));
        } else {
            reply(number, this::forgotten);
        }
    }

    private void registered(Epoch granted, long sent) {
        registered = true;
        pod.fence(granted);
        pod.lease().begin(world.settings().lease(), sent);
        listened();
    }

    private void renewed(long sent) {
        pod.lease().renew(sent);
        listened();
    }

    private void listened() {
        pod.heard();
        if (changed) {
            sendMessage();
        } else {
            rest(interval);
        }
    }

    private void forgotten() {
        registered = false;
        sendMessage();
    }

    private void unreached() {
        rest(world.chance().millis(50, 1_000));
    }

    private void rest(Duration pause) {
        resting = true;
        int number = messageNumber;
        pod.process().after(pause, () -> once(number, this::sendMessage));
    }

    private void reply(int number, Runnable reaction) {
        send(() -> pod.process().run(() -> onceIfAwaited(number, reaction)));
    }

    private void onceIfAwaited(int number, Runnable reaction) {
        if (!resting) {
            once(number, reaction);
        }
    }

    private void once(int number, Runnable reaction) {
        if (number == messageNumber) {
            reaction.run();
        }
    }

    private void send(Runnable arrival) {
        world.network().send(pod.place(), arrival);
    }

    /// Deregisters the instance.
    void deregister() {
        var gateway = world.gateway();
        send(() -> gateway.process().run(() -> gateway.deregister(pod.instance())));
    }
}
