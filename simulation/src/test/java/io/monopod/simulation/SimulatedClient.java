package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A client and its session: it calls, waits, cancels, shuts down, leaves and returns, with a few
/// calls at a time.
final class SimulatedClient {
    private static final int LANES = 3;
    private static final UserName STRANGER = new UserName("mallory");

    private final World world;
    private final SessionId session;
    private final UserName user;
    private final List<Call> open = new ArrayList<>();
    private boolean wantsMore = true;

    /// The client makes no calls before this time.
    private Instant awayUntil = Instant.MIN;

    SimulatedClient(World world, int number) {
        this.world = world;
        this.session = new SessionId("session-" + number);
        this.user = new UserName("user-" + number % world.settings().users());
    }

    SessionId session() {
        return session;
    }

    List<Call> open() {
        return open;
    }

    void start() {
        for (int lane = 0; lane < LANES; lane++) {
            think();
        }
    }

    /// Starts no further calls.
    void rest() {
        wantsMore = false;
    }

    private void think() {
        var pause =
                world.chance().oneIn(20)
                        ? world.chance().millis(1_000, 20_000)
                        : world.chance().millis(0, 500);
        world.timeline().after(pause, this::act);
    }

    private void act() {
        if (!wantsMore) {
            return;
        }
        if (isAway()) {
            think();
            return;
        }
        if (world.chance().oneIn(60)) {
            awayUntil = world.timeline().now().plus(world.chance().millis(1_000, 30_000));
        }
        if (world.chance().oneIn(40)) {
            callDirectly();
            think();
            return;
        }
        var call =
                new Call(
                        world.chance().oneIn(30) ? STRANGER : user,
                        anyKind(),
                        world.chance().oneIn(3) ? world.chance().millis(1, 8_000) : Duration.ZERO,
                        this::think);
        call.start();
        if (world.chance().oneIn(4)) {
            world.timeline().after(maxWait(), call::cancel);
        }
    }

    private boolean isAway() {
        return world.timeline().now().isBefore(awayUntil);
    }

    private Request.Kind anyKind() {
        return switch (world.chance().below(10)) {
            case 0 -> Request.Kind.SHUTDOWN;
            case 1, 2 -> Request.Kind.STREAM;
            default -> Request.Kind.ECHO;
        };
    }

    private Duration maxWait() {
        return world.chance().oneIn(2)
                ? world.chance().millis(0, 20)
                : world.chance().millis(0, 3_000);
    }

    /// Calls an instance without the gateway.
    private void callDirectly() {
        var pod = world.podAt(world.chance().oneOf(world.places()));
        var request = new Request(session, user, anyKind(), Optional.empty(), new IgnoredAnswer());
        pod.process().run(() -> pod.calls().serve(request));
    }

    /// Shuts its session down, whoever owns it.
    void shutDown() {
        new Call(user, Request.Kind.SHUTDOWN, Duration.ZERO, () -> {}).start();
        new Call(STRANGER, Request.Kind.SHUTDOWN, Duration.ZERO, () -> {}).start();
    }

    /// Ignores the answers of direct calls.
    private static final class IgnoredAnswer implements Request.Asker {
        @Override
        public void answered(boolean served, InstanceSlot.Told told) {}

        @Override
        public boolean isWaiting() {
            return false;
        }
    }

    /// One call, as the client sees it.
    final class Call {
        private final UserName caller;
        private final Request.Kind kind;
        private final Duration maxWait;
        private final Runnable then;
        private @Nullable GatewayCall there;
        private boolean over;

        Call(UserName caller, Request.Kind kind, Duration maxWait, Runnable then) {
            this.maxWait = maxWait;
            this.caller = caller;
            this.kind = kind;
            this.then = then;
        }

        SessionId session() {
            return session;
        }

        UserName user() {
            return caller;
        }

        /// How long the call may wait for an instance.
        Duration maxWait() {
            return maxWait;
        }

        Request.Kind kind() {
            return kind;
        }

        private void start() {
            open.add(this);
            var gateway = world.gateway();
            if (gateway.process().isAlive()) {
                there = gateway.accept(this);
            } else {
                over("connection refused");
            }
        }

        private void cancel() {
            if (!over && there != null) {
                var at = there;
                world.trail().note("%s is cancelled", this);
                // The connection delivers this in time; a stopped gateway reads it later.
                at.gateway().process().run(at::cancel);
            }
        }

        /// The gateway has answered or died.
        void over(String outcome) {
            world.trail().note("%s: %s", this, outcome);
            over = true;
            open.remove(this);
            world.timeline().after(world.chance().millis(0, 20), then);
        }

        @Override
        public String toString() {
            return kind + " of " + session + " by " + caller;
        }
    }
}
