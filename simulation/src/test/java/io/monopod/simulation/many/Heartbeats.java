package io.monopod.simulation.many;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// Keeps an instance registered with the leader by way of any gateway, one message at a time, as
/// `Registration` and `GrpcRegistry` do.
final class Heartbeats {
    private static final Duration REGISTER_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_WITHIN = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;
    private final Duration interval;
    private int current;
    private boolean registered;
    private boolean changed;
    private boolean resting;

    /// The current message's number; late replies and timers have an older one.
    private int number;

    Heartbeats(World world, Pod pod) {
        this.world = world;
        this.pod = pod;
        this.interval = world.chance().millis(800, 1_100);
        this.current = world.chance().below(world.settings().gateways());
    }

    void start() {
        pod.process().after(world.chance().millis(0, 100), this::sendMessage);
    }

    /// The slot has changed, or something waits for a renewed lease.
    void heartbeatNow() {
        changed = true;
        if (resting && registered) {
            sendMessage();
        }
    }

    private void sendMessage() {
        resting = false;
        changed = false;
        int mine = ++number;
        long sent = pod.lease().now();
        send(
                registered ? Pod.Kind.HEARTBEAT : Pod.Kind.REGISTER,
                (heard, vouched) -> {
                    if (mine == number && !resting) {
                        if (vouched) {
                            pod.vouched(sent);
                        } else if (heard != null && !pod.isVouched()) {
                            turnToNext();
                        }
                        hear(heard, sent);
                    }
                });
        pod.process()
                .after(
                        registered ? HEARTBEAT_WITHIN : REGISTER_WITHIN,
                        () -> {
                            if (mine == number && !resting) {
                                unreached();
                            }
                        });
    }

    /// Sends one message by the gateway that answered last.
    void send(Pod.Kind kind, Pod.Answer answer) {
        var gateway = world.gateways().get(current);
        var message = new Pod.Message(kind, pod.instance(), pod.report());
        var net = world.net();
        var here = pod.place().node();
        Pod.Answer back =
                (heard, vouched) ->
                        net.send(
                                gateway.node(),
                                here,
                                () -> pod.process().run(() -> answer.accept(heard, vouched)));
        net.send(
                here,
                gateway.node(),
                () -> {
                    if (gateway.process().isAlive()) {
                        gateway.process().run(() -> gateway.fromInstance(message, false, back));
                    } else {
                        back.accept(null, false);
                    }
                });
    }

    private void hear(Pod.@Nullable Heard heard, long sent) {
        switch (heard) {
            case null -> unreached();
            case Pod.Heard.Registered(var granted) -> {
                registered = true;
                pod.registered(granted, sent);
                accepted();
            }
            case Pod.Heard.Renewed() -> {
                pod.renewed(sent);
                accepted();
            }
            case Pod.Heard.Unknown() -> {
                registered = false;
                sendMessage();
            }
            case Pod.Heard.Refused() -> {
                registered = false;
                rest(Duration.ofSeconds(1));
            }
        }
    }

    private void accepted() {
        if (changed) {
            sendMessage();
        } else {
            rest(interval);
        }
    }

    /// Another gateway may know more.
    private void turnToNext() {
        current = (current + 1) % world.settings().gateways();
    }

    private void unreached() {
        turnToNext();
        rest(world.chance().millis(50, 1_000));
    }

    private void rest(Duration pause) {
        resting = true;
        int mine = number;
        pod.process()
                .after(
                        pause,
                        () -> {
                            if (mine == number && resting) {
                                sendMessage();
                            }
                        });
    }
}
