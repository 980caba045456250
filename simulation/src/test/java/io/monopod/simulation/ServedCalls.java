package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.SlotReport;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The calls that an instance serves, and their end with the session.
final class ServedCalls {
    /// How long the calls of a session may take to notice its end.
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;
    private final InstanceSlot slot;
    private final SimulatedProcess process;

    /// The running calls, each with the epoch under which it entered.
    private final Map<Request, InstanceSlot.Door.In> calls = new LinkedHashMap<>();

    /// The calls that were told that their session ends.
    private final Set<Request> notified = new HashSet<>();

    /// Runs when no calls are left but those that end the session themselves.
    private Runnable whenQuiet = () -> {};

    private Set<Request> exempt = Set.of();

    ServedCalls(World world, Pod pod, InstanceSlot slot) {
        this.world = world;
        this.pod = pod;
        this.slot = slot;
        this.process = pod.process();
    }

    Set<Request> all() {
        return calls.keySet();
    }

    /// Whether a call of the session runs whose client can still see its effects.
    boolean hasVisibleCallOf(SessionId session) {
        return calls.keySet().stream()
                .anyMatch(
                        call ->
                                call.session().equals(session)
                                        && call.asker().isWaiting()
                                        && !notified.contains(call));
    }

    /// The process has died.
    void clear() {
        calls.clear();
        notified.clear();
    }

    /// A call arrives.
    void serve(Request request) {
        var door =
                request.kind() == Request.Kind.SHUTDOWN
                        ? enterToEnd(request)
                        : slot.enter(request.session(), request.user(), request.stamp());
        world.trail().note("%s: %s meets %s", pod, request, door);
        switch (door) {
            case InstanceSlot.Door.In in -> {
                calls.put(request, in);
                world.causes().holds(pod.instance().id(), request.session(), in.epoch());
                world.invariants().callBegins(pod, request, in.epoch());
                process.after(serviceTime(request), () -> served(request));
            }
            case InstanceSlot.Door.Out(var told) -> answer(request, false, told);
        }
    }

    /// A session without an earlier call ends at once.
    private InstanceSlot.Door enterToEnd(Request request) {
        var before = pod.report();
        var door = slot.enterToEnd(request.session(), request.user(), request.stamp());
        if (before instanceof SlotReport.Held held && !before.equals(pod.report())) {
            world.causes().shutDown(held.session(), held.epoch());
        }
        return door;
    }

    private Duration serviceTime(Request request) {
        return switch (request.kind()) {
            case ECHO, SHUTDOWN -> world.chance().millis(0, 30);
            case STREAM -> world.chance().millis(10, 8_000);
        };
    }

    private void served(Request request) {
        var in = calls.get(request);
        if (in == null) {
            return;
        }
        boolean begun =
                request.kind() == Request.Kind.SHUTDOWN
                        && slot.beginEnd(request.session(), in.epoch())
                                == InstanceSlot.EndStep.BEGUN;
        if (begun) {
            world.causes().shutDown(request.session(), in.epoch());
            finishEnd(
                    EndReason.SHUTDOWN.label(),
                    Set.of(request),
                    () -> close(request, true, told()));
        } else {
            close(request, true, InstanceSlot.Told.NOTHING);
        }
    }

    private InstanceSlot.Told told() {
        return switch (pod.report()) {
            case SlotReport.Free _ -> InstanceSlot.Told.FREE;
            case SlotReport.Closed _ -> InstanceSlot.Told.CLOSED;
            case SlotReport.Starting _,
                    SlotReport.Held _,
                    SlotReport.Taken _,
                    SlotReport.Unproved _ ->
                    InstanceSlot.Told.NOTHING;
        };
    }

    /// The client or the gateway cancels it.
    void cancel(Request request) {
        process.after(noticing(), () -> remove(request));
    }

    private Duration noticing() {
        return world.chance().oneIn(20)
                ? world.chance().millis(500, 3_000)
                : world.chance().millis(0, 5);
    }

    /// No call of the session gets in any more. Running calls are told, and the slot is given back
    /// when they have ended. If they do not end, the instance closes.
    void finishEnd(String reason, Set<Request> but, Runnable then) {
        exempt = but;
        whenQuiet =
                () -> {
                    whenQuiet = () -> {};
                    exempt = Set.of();
                    slot.finishEnd(reason);
                    then.run();
                };
        var finish = whenQuiet;
        for (var call : calls.keySet()) {
            if (!but.contains(call)) {
                notified.add(call);
                process.after(noticing(), () -> close(call, false, InstanceSlot.Told.NOTHING));
            }
        }
        process.after(END_TIMEOUT, () -> giveUpWaiting(finish));
        runIfQuiet();
    }

    private void giveUpWaiting(Runnable finish) {
        if (whenQuiet.equals(finish)) {
            slot.retire();
            finish.run();
        }
    }

    private void close(Request request, boolean served, InstanceSlot.Told told) {
        if (calls.containsKey(request)) {
            remove(request);
            answer(request, served, told);
        }
    }

    private void remove(Request request) {
        calls.remove(request);
        notified.remove(request);
        runIfQuiet();
    }

    private void runIfQuiet() {
        if (exempt.containsAll(calls.keySet())) {
            whenQuiet.run();
        }
    }

    private void answer(Request request, boolean served, InstanceSlot.Told told) {
        world.network().carry(pod.place(), () -> request.asker().answered(served, told));
    }
}
