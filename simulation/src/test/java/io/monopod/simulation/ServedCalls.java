package io.monopod.simulation;

import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.SlotReport;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The calls that an instance serves, and how it sees them off when their session ends.
final class ServedCalls {
    /// How long the calls of a session may take to notice its end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final World world;
    private final Pod pod;
    private final InstanceSlot slot;
    private final SimulatedProcess process;

    /// The calls that are being served, and since when they hold the slot under which grant.
    private final Map<Request, InstanceSlot.Door.In> calls = new LinkedHashMap<>();

    /// Those of them that were told that their session ends.
    private final Set<Request> told = new HashSet<>();

    /// What happens when no calls are left but those that end the session themselves.
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

    /// Whether there is one of the session whose client sees what becomes of it.
    boolean hasOneSeenOf(SessionId session) {
        return calls.keySet().stream()
                .anyMatch(
                        call ->
                                call.session().equals(session)
                                        && call.asker().isWaiting()
                                        && !told.contains(call));
    }

    /// The process is gone.
    void clear() {
        calls.clear();
        told.clear();
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

    /// A session that no call has used ends at once.
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
            case SlotReport.Starting _, SlotReport.Held _, SlotReport.Taken _ ->
                    InstanceSlot.Told.NOTHING;
        };
    }

    /// The client, or the gateway, does not want it any more.
    void cancel(Request request) {
        process.after(noticing(), () -> remove(request));
    }

    private Duration noticing() {
        return world.chance().oneIn(20)
                ? world.chance().millis(500, 3_000)
                : world.chance().millis(0, 5);
    }

    /// No call of the session gets in any more; those that run are told, and when they are over the
    /// slot is given back. If they do not end, the instance closes.
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
                told.add(call);
                process.after(noticing(), () -> close(call, false, InstanceSlot.Told.NOTHING));
            }
        }
        process.after(PATIENCE, () -> giveUpWaiting(finish));
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
        told.remove(request);
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
