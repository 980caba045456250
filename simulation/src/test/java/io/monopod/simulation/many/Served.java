package io.monopod.simulation.many;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.instance.slot.SharedSlot;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The calls that an instance serves, and their end with the session.
final class Served {
    /// How long the calls of a session may take to notice its end.
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;
    private final SharedSlot slot;
    private final Set<Attempt> running = new LinkedHashSet<>();

    /// Those that were told to end.
    private final Set<Attempt> notified = new HashSet<>();

    private @Nullable End end;

    /// An end under way.
    ///
    /// @param by the call that ends its session, or null
    private record End(SessionId session, String reason, @Nullable Attempt by, Runnable then) {}

    Served(World world, Pod pod, SharedSlot slot) {
        this.world = world;
        this.pod = pod;
        this.slot = slot;
    }

    Set<Attempt> running() {
        return running;
    }

    boolean isNotified(Attempt call) {
        return notified.contains(call);
    }

    /// The session that is being ended.
    @Nullable SessionId ending() {
        return end == null ? null : end.session;
    }

    void clear() {
        running.clear();
        notified.clear();
    }

    void serve(Attempt attempt) {
        var call = attempt.call();
        boolean toEnd = call.kind() == Client.Kind.SHUTDOWN;
        var door = slot.enter(call.session(), call.user(), attempt.epoch(), toEnd);
        world.trail().note("%s: %s meets %s", pod, attempt, door);
        switch (door) {
            case IN -> {
                running.add(attempt);
                world.checks().callBegins(pod, attempt);
                pod.process().after(serviceTime(call), () -> done(attempt));
            }
            case NOT_RUN -> attempt.answer(pod, Pod.Outcome.NOT_RUN);
            case CONFLICT -> attempt.answer(pod, Pod.Outcome.CONFLICT);
            case NEVER_USED -> attempt.answer(pod, Pod.Outcome.NEVER_USED);
            case REFUSED -> attempt.answer(pod, Pod.Outcome.REFUSED);
        }
    }

    private Duration serviceTime(ClientCall call) {
        return switch (call.kind()) {
            case ECHO, SHUTDOWN -> world.chance().millis(0, 30);
            case STREAM -> world.chance().millis(10, 8_000);
        };
    }

    private void done(Attempt attempt) {
        if (!running.contains(attempt)) {
            return;
        }
        if (attempt.call().kind() == Client.Kind.SHUTDOWN
                && slot.beginEnd(attempt.call().session(), attempt.epoch())) {
            finishEnd(
                    attempt.call().session(),
                    EndReason.SHUTDOWN.label(),
                    attempt,
                    () -> close(attempt, Pod.Outcome.ENDED));
        } else {
            close(attempt, Pod.Outcome.SERVED);
        }
    }

    void cancel(Attempt attempt) {
        pod.process().after(noticing(), () -> remove(attempt));
    }

    private Duration noticing() {
        return world.chance().oneIn(20)
                ? world.chance().millis(500, 3_000)
                : world.chance().millis(0, 5);
    }

    /// Nobody vouches for this instance: its calls end.
    void cutOff() {
        world.trail().note("%s is on its own", pod);
        List.copyOf(running).forEach(call -> tellToEnd(call, Pod.Outcome.CUT_OFF));
    }

    private void tellToEnd(Attempt call, Pod.Outcome outcome) {
        notified.add(call);
        pod.process().after(noticing(), () -> close(call, outcome));
    }

    /// No call of the session gets in any more. Running calls are told, and the slot is given back
    /// when they have ended. If they do not end, the instance closes.
    ///
    /// @param by the call that ends its session
    void finishEnd(SessionId session, String reason, @Nullable Attempt by, Runnable then) {
        var mine = new End(session, reason, by, then);
        end = mine;
        for (var call : List.copyOf(running)) {
            if (!call.equals(by)) {
                tellToEnd(call, Pod.Outcome.REFUSED);
            }
        }
        pod.process()
                .after(
                        END_TIMEOUT,
                        () -> {
                            if (mine.equals(end)) {
                                slot.retire();
                                finish();
                            }
                        });
        finishIfQuiet();
    }

    private void finishIfQuiet() {
        if (end != null && running.stream().allMatch(call -> call.equals(end.by))) {
            finish();
        }
    }

    private void finish() {
        var over = end;
        end = null;
        if (over != null) {
            slot.finishEnd(over.reason);
            over.then.run();
        }
    }

    private void close(Attempt attempt, Pod.Outcome outcome) {
        if (running.contains(attempt)) {
            remove(attempt);
            attempt.answer(pod, outcome);
        }
    }

    private void remove(Attempt attempt) {
        running.remove(attempt);
        notified.remove(attempt);
        finishIfQuiet();
    }
}
