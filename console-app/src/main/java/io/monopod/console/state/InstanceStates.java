package io.monopod.console.state;

import io.monopod.console.admin.GatewayEvent;
import io.monopod.console.admin.InstanceReport;
import io.monopod.console.snapshot.Move;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.PodState;
import io.monopod.scenarios.system.InstanceView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Every known instance. The gateway's reports take precedence. Without them, sessions are known
/// only from clients' answers, and processes only from the local system. Guarded by the lock of
/// [LiveModel].
final class InstanceStates {
    private static final Comparator<Pod> ORDER =
            Comparator.comparing(Pod::place, Comparator.nullsLast(InstanceStates::byNumber))
                    .thenComparing(Pod::name);

    /// How long a lost instance stays visible.
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Map<String, Pod> pods = new HashMap<>();

    /// The newest session that each pod has answered here, with its calls.
    private final Map<String, SessionCalls> answered = new HashMap<>();

    private final ProcessFacts processes = new ProcessFacts();
    private boolean gatewayTells;

    private record SessionCalls(String session, long calls) {
        long of(@Nullable String other) {
            return session.equals(other) ? calls : 0;
        }
    }

    /// This instance answered a client's call for its session.
    void served(String pod, String session, Instant now) {
        if (!gatewayTells) {
            change(pod, now, before -> before.holding(session, PodState.BUSY, now));
        } else {
            // A session can come and go between two of the gateway's reports.
            note(pod, known -> known.session() == null ? known.lastHeldBy(session) : known);
        }
    }

    /// A client's session has left this instance, if it was still there.
    void left(String pod, String session, Instant now) {
        Pod before = pods.get(pod);
        if (!gatewayTells && before != null && session.equals(before.session())) {
            pods.put(pod, before.without(PodState.FREE, now));
        }
    }

    void called(String pod, String session, Instant now) {
        SessionCalls before = answered.get(pod);
        long calls = 1 + (before == null ? 0 : before.of(session));
        answered.put(pod, new SessionCalls(session, calls));
        if (gatewayTells) {
            note(pod, known -> known.withCalls(Math.max(known.calls(), calls(known))));
        } else {
            change(pod, now, known -> known.withCalls(calls));
        }
    }

    boolean hasCalls(String pod, String session) {
        SessionCalls own = answered.get(pod);
        return own != null && own.of(session) > 0;
    }

    /// The calls of its current or last session that were answered here.
    private long calls(Pod pod) {
        SessionCalls own = answered.get(pod.name());
        return own == null ? 0 : own.of(pod.session() == null ? pod.lastSession() : pod.session());
    }

    /// Sets the processes of the local system.
    ///
    /// @return the pods that are new
    List<String> local(List<InstanceView> views, Instant now) {
        Set<String> places = new HashSet<>();
        Set<String> current = new HashSet<>();
        List<String> fresh = new ArrayList<>();
        for (InstanceView view : views) {
            places.add(view.name());
            current.add(view.pod());
            if (!view.pod().isEmpty()) {
                if (!pods.containsKey(view.pod())) {
                    fresh.add(view.pod());
                    processes.seen(view.pod(), now);
                }
                change(view.pod(), now, before -> stateOf(before.at(view.name()), view, now));
            }
        }
        // A fresh process has taken the place of one that has exited.
        pods.values()
                .removeIf(
                        pod ->
                                pod.place() != null
                                        && places.contains(pod.place())
                                        && !current.contains(pod.name()));
        return fresh;
    }

    private static Pod stateOf(Pod pod, InstanceView view, Instant now) {
        return switch (view.state()) {
            case GONE -> pod.state() == PodState.LOST ? pod : pod.without(PodState.LOST, now);
            case PAUSED -> pod.in(PodState.PAUSED, now);
            case RUNNING -> pod.state() == PodState.PAUSED ? resumed(pod, now) : pod;
        };
    }

    private static Pod resumed(Pod pod, Instant now) {
        return pod.in(pod.session() == null ? PodState.FREE : PodState.BUSY, now);
    }

    /// The gateway no longer reports.
    void gatewaySilent() {
        gatewayTells = false;
    }

    /// Sets the gateway's instances; from now on the gateway's reports take precedence.
    void gateway(List<InstanceReport> reports, Instant now) {
        gatewayTells = true;
        Set<String> known = new HashSet<>();
        for (InstanceReport report : reports) {
            known.add(report.pod());
            change(report.pod(), now, before -> reported(before, report, now));
        }
        for (Pod pod : List.copyOf(pods.values())) {
            if (!known.contains(pod.name()) && pod.state() != PodState.LOST) {
                pods.put(pod.name(), pod.without(PodState.LOST, now));
            }
        }
        pods.values().removeIf(pod -> isLongGone(pod, now));
    }

    /// Remote instances have no successor in the same place, so they are removed after a while.
    private static boolean isLongGone(Pod pod, Instant now) {
        return pod.state() == PodState.LOST
                && pod.place() == null
                && pod.since().plus(REMEMBERED).isBefore(now);
    }

    private Pod reported(Pod before, InstanceReport report, Instant seen) {
        // The gateway cannot tell a frozen process from a slow one before the lease ends.
        boolean frozen =
                before.state() == PodState.PAUSED && report.state() == InstanceReport.State.BOUND;
        boolean same = Objects.equals(report.session(), before.session());
        String last = same ? before.lastSession() : before.session();
        Pod now =
                new Pod(
                        before.name(),
                        before.place(),
                        frozen ? PodState.PAUSED : state(report.state()),
                        report.session(),
                        last == null ? before.lastSession() : last,
                        report.since(),
                        // The gateway counts calls per session; after its end the count stays
                        // visible.
                        report.session() == null ? before.calls() : report.calls(),
                        before.client(),
                        before.notes().because(report.detail(), leaseUntil(report)),
                        processes.of(report, seen));
        // It counts calls as they come, and is asked only now and then.
        return now.withCalls(Math.max(now.calls(), calls(now)));
    }

    /// It has registered with the gateway.
    void registered(GatewayEvent event) {
        if (event instanceof GatewayEvent.Registered(Instant at, String pod)) {
            processes.up(pod, at);
            note(pod, known -> known.with(known.facts().upSince(at)));
        }
    }

    /// Only for instances that may be lost, because the lease changes with every heartbeat.
    private static @Nullable Instant leaseUntil(InstanceReport report) {
        return report.state() == InstanceReport.State.QUARANTINED ? report.leaseUntil() : null;
    }

    /// Records what an event says about instances besides their state.
    ///
    /// @return the session that moved because its instance was lost, if the event says so
    Optional<Move.OfSession> happened(GatewayEvent event) {
        registered(event);
        return switch (event) {
            case GatewayEvent.Lost(Instant at, String pod, String reason) -> {
                note(pod, lost -> lost.without(PodState.LOST, at).because(reason));
                yield Optional.empty();
            }
            case GatewayEvent.Confirmed(_, String session, String to) -> movedTo(session, to);
            case GatewayEvent.Replayed(_, String session, _, String to, _) -> {
                note(to, pod -> pod.noting(pod.notes().oneMoreReplay()));
                yield movedTo(session, to);
            }
            default -> Optional.empty();
        };
    }

    /// From the lost instance that last had this session, unless the move is known already.
    private Optional<Move.OfSession> movedTo(String session, String to) {
        Optional<Pod> from =
                pods.values().stream()
                        .filter(pod -> pod.state() == PodState.LOST)
                        .filter(pod -> session.equals(pod.lastSession()))
                        .filter(pod -> pod.notes().successor() == null)
                        .max(Comparator.comparing(Pod::since));
        from.ifPresent(lost -> note(lost.name(), pod -> pod.noting(pod.notes().wentOnAt(to))));
        return from.map(lost -> new Move.OfSession(lost.name(), to));
    }

    private void note(String pod, UnaryOperator<Pod> step) {
        pods.computeIfPresent(pod, (name, known) -> step.apply(known));
    }

    private static PodState state(InstanceReport.State state) {
        return switch (state) {
            case FREE -> PodState.FREE;
            case RESERVED -> PodState.RESERVED;
            case BOUND -> PodState.BUSY;
            case DRAINING -> PodState.DRAINING;
            case QUARANTINED -> PodState.QUARANTINED;
        };
    }

    boolean gatewayTells() {
        return gatewayTells;
    }

    List<Pod> all(ClientStates clients) {
        return pods.values().stream()
                .map(
                        pod ->
                                pod.of(
                                        clients.holder(
                                                pod.session() == null
                                                        ? pod.lastSession()
                                                        : pod.session())))
                .sorted(ORDER)
                .toList();
    }

    /// Drops what the last run's answers said about sessions and calls.
    void forgetRun() {
        answered.clear();
        pods.replaceAll(
                (name, pod) ->
                        pod.state() == PodState.LOST || (gatewayTells && pod.session() != null)
                                ? pod
                                : new Pod(
                                        name,
                                        pod.place(),
                                        pod.state(),
                                        pod.session(),
                                        null,
                                        pod.since(),
                                        0,
                                        null,
                                        gatewayTells ? pod.notes() : Pod.Notes.NONE,
                                        pod.facts()));
    }

    void clear() {
        pods.clear();
        answered.clear();
        processes.clear();
        gatewayTells = false;
    }

    private void change(String pod, Instant now, UnaryOperator<Pod> step) {
        pods.put(pod, step.apply(pods.getOrDefault(pod, Pod.free(pod, now))));
    }

    /// `instance-10` comes after `instance-9`.
    private static int byNumber(String one, String other) {
        return one.length() == other.length()
                ? one.compareTo(other)
                : Integer.compare(one.length(), other.length());
    }
}
