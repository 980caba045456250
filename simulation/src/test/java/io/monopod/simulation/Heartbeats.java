package io.monopod.simulation;

import io.monopod.contract.Epoch;
import io.monopod.gateway.assign.SlotReport;

import java.time.Duration;

/// How an instance keeps itself known: it registers, sends heartbeats, reports each change of the
/// slot at once, and starts anew when the gateway does not know it. One word at a time.
final class Heartbeats {
    private static final Duration REGISTER_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_WITHIN = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;

    /// Its clock may be slow or fast.
    private final Duration interval;

    private boolean registered;
    private boolean changed;
    private boolean resting;

    /// Tells late replies, and late alarms, from those that count.
    private int word;

    Heartbeats(World world, Pod pod) {
        this.world = world;
        this.pod = pod;
        this.interval = world.chance().millis(800, 1_200);
    }

    void start() {
        pod.process().after(world.chance().millis(0, 100), this::speak);
    }

    /// The slot has changed, or somebody waits for the gateway's word.
    void speakSoon() {
        changed = true;
        if (resting && registered) {
            speak();
        }
    }

    private void speak() {
        resting = false;
        changed = false;
        int said = ++word;
        long sent = pod.lease().now();
        var report = pod.report();
        // A connection leads to the process that was there when it was made.
        var gateway = world.gateway();
        boolean known = registered;
        send(
                () -> {
                    if (gateway.process().isAlive()) {
                        gateway.process().run(() -> hear(gateway, known, report, said, sent));
                    } else {
                        reply(said, this::unheard);
                    }
                });
        pod.process()
                .after(
                        registered ? HEARTBEAT_WITHIN : REGISTER_WITHIN,
                        () -> onceIfAwaited(said, this::unheard));
    }

    private void hear(Gateway gateway, boolean known, SlotReport report, int said, long sent) {
        if (!known) {
            var granted = gateway.register(pod.instance(), report);
            reply(said, granted == null ? this::unheard : () -> registered(granted, sent));
        } else if (gateway.heartbeat(pod.instance(), report)) {
            reply(said, () -> renewed(sent));
        } else {
            reply(said, this::forgotten);
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
            speak();
        } else {
            rest(interval);
        }
    }

    private void forgotten() {
        registered = false;
        speak();
    }

    private void unheard() {
        rest(world.chance().millis(50, 1_000));
    }

    private void rest(Duration pause) {
        resting = true;
        int said = word;
        pod.process().after(pause, () -> once(said, this::speak));
    }

    private void reply(int said, Runnable reaction) {
        send(() -> pod.process().run(() -> onceIfAwaited(said, reaction)));
    }

    private void onceIfAwaited(int said, Runnable reaction) {
        if (!resting) {
            once(said, reaction);
        }
    }

    private void once(int said, Runnable reaction) {
        if (said == word) {
            reaction.run();
        }
    }

    private void send(Runnable arrival) {
        world.network().send(pod.place(), arrival);
    }

    /// The instance takes leave.
    void farewell() {
        var gateway = world.gateway();
        send(() -> gateway.process().run(() -> gateway.farewell(pod.instance())));
    }
}
