package io.monopod.simulation.many;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A client and its session: it calls by any gateway, waits, cancels, shuts down, leaves and
/// returns, with a few calls at a time.
final class Client {
    private static final int LANES = 2;

    enum Kind {
        ECHO,
        STREAM,
        /// Ends the session when it succeeds.
        SHUTDOWN
    }

    private final World world;
    private final SessionId session;
    private final UserName user;
    private final List<Call> open = new ArrayList<>();
    private boolean wantsMore = true;

    Client(World world, int number) {
        this.world = world;
        this.session = new SessionId("session-" + number);
        this.user = new UserName("user-" + number);
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
                        : world.chance().millis(0, 800);
        world.timeline().after(pause, this::act);
    }

    private void act() {
        if (!wantsMore) {
            return;
        }
        var call =
                new Call(
                        anyKind(),
                        world.chance().oneIn(2) ? world.chance().millis(1, 20_000) : Duration.ZERO,
                        this::think);
        call.start(world.chance().oneOf(world.gateways()));
        if (world.chance().oneIn(5)) {
            var patience =
                    world.chance().oneIn(2)
                            ? world.chance().millis(0, 20)
                            : world.chance().millis(0, 5_000);
            world.timeline().after(patience, call::cancel);
        }
    }

    private Kind anyKind() {
        return switch (world.chance().below(10)) {
            case 0 -> Kind.SHUTDOWN;
            case 1, 2 -> Kind.STREAM;
            default -> Kind.ECHO;
        };
    }

    /// Shuts its session down, if it has one.
    void shutDown() {
        new Call(Kind.SHUTDOWN, Duration.ZERO, () -> {})
                .start(world.chance().oneOf(world.gateways()));
    }

    /// One call, as the client sees it.
    final class Call {
        private final Kind kind;
        private final Duration maxWait;
        private final Runnable then;
        private @Nullable ClientCall there;
        private boolean over;

        Call(Kind kind, Duration maxWait, Runnable then) {
            this.kind = kind;
            this.maxWait = maxWait;
            this.then = then;
        }

        SessionId session() {
            return session;
        }

        UserName user() {
            return user;
        }

        /// How long the call may wait for an instance.
        Duration maxWait() {
            return maxWait;
        }

        Kind kind() {
            return kind;
        }

        private void start(Gateway gateway) {
            open.add(this);
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
                at.gateway().process().run(at::cancel);
            }
        }

        void over(String outcome) {
            world.trail().note("%s: %s", this, outcome);
            over = true;
            open.remove(this);
            world.timeline().after(world.chance().millis(0, 20), then);
        }

        @Override
        public String toString() {
            return kind + " of " + session;
        }
    }
}
