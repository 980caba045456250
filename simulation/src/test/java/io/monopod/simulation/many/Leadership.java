package io.monopod.simulation.many;

import static java.util.stream.Collectors.toSet;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Policy;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.shared.RealClaims;
import io.monopod.gateway.shared.RealEntrance;
import io.monopod.gateway.shared.RealRoutes;
import io.monopod.gateway.store.Handover;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// One term of the gateway that leads: the real table and claims, and the work of `Leading` and
/// `RegisteredCluster` as events.
final class Leadership {
    static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration OPENS = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofDays(10_000);

    /// `ClaimedBinds.WRITE`.
    private static final Duration WRITE = Duration.ofSeconds(3);

    private final World world;
    private final Gateway gateway;
    private final long term;
    private final Instant began;
    private final TableEvents events;
    private final Registry registry;
    private final SessionTable table;
    private final RealClaims claims;
    private final RealEntrance entrance = new RealEntrance();
    private final Control control;
    private final Line line;
    private final Set<LeaderCall> calls = new LinkedHashSet<>();
    private Instant lastTick;
    private boolean closed;

    Leadership(World world, Gateway gateway, long term, Epoch highest) {
        this.world = world;
        this.gateway = gateway;
        this.term = term;
        this.began = gateway.now();
        this.lastTick = began;
        var settings = world.settings();
        this.events = new TableEvents(world, this);
        this.registry = new Registry(world, this);
        this.table =
                new SessionTable(
                        Rules.from(began, Policy.EXCLUSIVE, settings.lease(), grace())
                                .withPlaces(settings.queuePlaces())
                                .withSessionIdle(NEVER)
                                .withEpochsAbove(highest),
                        events::publish);
        this.claims =
                new RealClaims(
                        table, routes(), gateway.store(), term, gateway.clock(), settings.lease());
        this.control = new Control(world, gateway);
        this.line = new Line(this);
        after(TICK, this::tick);
        after(SWEEP, this::sweep);
        gather(began);
    }

    /// Instances have a heartbeat's time to come. If the store was away, those that were told so
    /// have as long as they may go on.
    private Duration grace() {
        var usual = Settings.HEARTBEAT.plusMillis(200);
        var back = gateway.store().back().plus(world.settings().lease()).plusSeconds(1);
        var left = Duration.between(began, back);
        return left.compareTo(usual) > 0 ? left : usual;
    }

    /// As `Gateways.handover`.
    @Nullable Handover handover() {
        if (!entrance.isOpen() || !table.placesSessions(now())) {
            return null;
        }
        var instances = table.instances().stream().map(view -> view.instance().id());
        return new Handover(
                Map.of(Gateway.CLUSTER, instances.collect(toSet())), !table.queue().isEmpty());
    }

    /// As `Gateways.lead`.
    void take(Handover handover) {
        boolean isSettled = grace().compareTo(Settings.HEARTBEAT.plusMillis(200)) <= 0;
        var instances = handover.instances().getOrDefault(Gateway.CLUSTER, Set.of());
        if (isSettled && !instances.isEmpty()) {
            table.expect(instances, now());
        }
        if (!handover.line()) {
            entrance.next();
            noteEntrance();
        }
    }

    private RealRoutes routes() {
        return world.seams().forgetsClaims()
                ? new RealRoutes(Gateway.CLUSTER, gateway.clock(), _ -> {})
                : gateway.routes();
    }

    void after(Duration delay, Runnable action) {
        gateway.process()
                .after(
                        delay,
                        () -> {
                            if (!closed) {
                                action.run();
                            }
                        });
    }

    Gateway gateway() {
        return gateway;
    }

    TableEvents events() {
        return events;
    }

    SessionTable table() {
        return table;
    }

    RealEntrance entrance() {
        return entrance;
    }

    Control control() {
        return control;
    }

    Line line() {
        return line;
    }

    Instant now() {
        return gateway.now();
    }

    long term() {
        return term;
    }

    Instant began() {
        return began;
    }

    boolean isClosed() {
        return closed;
    }

    Registry registry() {
        return registry;
    }

    private void gather(Instant since) {
        after(OPENS, () -> open(since));
    }

    private void open(Instant since) {
        if (RealEntrance.hasRun(OPENS, Duration.between(since, now()))) {
            if (!entrance.isOpen()) {
                entrance.next();
                noteEntrance();
            }
        } else {
            gather(now());
        }
    }

    /// Called when a call has entered.
    void noteEntrance() {
        if (entrance.isOpen()) {
            line.opens();
        }
    }

    /// Whether a session's claim still waits for its instance, after an election.
    boolean isUnsettled(SessionId session) {
        var claim = world.seams().forgetsClaims() ? null : gateway.routes().find(session);
        return claim != null && !claims.isSettled(claim);
    }

    private void tick() {
        var late = Duration.between(lastTick, now()).minus(TICK);
        lastTick = now();
        table.expire(late, now());
        table.ending(now()).forEach(this::end);
        for (var instance : table.silent(now())) {
            probe(instance, _ -> {});
        }
        after(TICK, this::tick);
    }

    private void sweep() {
        claims.sweep();
        after(SWEEP, this::sweep);
    }

    /// What the table tells.
    void happened(SessionEvent event) {
        claims.happened(Gateway.CLUSTER, event);
        if (event instanceof SessionEvent.Ending ending) {
            end(ending);
        }
    }

    private void end(SessionEvent.Ending ending) {
        control.end(
                ending.hold(),
                ending.reason(),
                reply -> table.ended(ending.hold(), reply, now()),
                () -> !closed);
    }

    // What it is asked, and asks.

    /// As `ClaimedBinds`.
    ///
    /// @param answer must take no answer after it was cancelled
    /// @return cancels it
    Runnable bind(Grant grant, Consumer<Reply> answer) {
        Consumer<Reply> open =
                reply -> {
                    if (!closed) {
                        answer.accept(reply);
                    }
                };
        if (world.seams().bindsBeforeCommit()) {
            control.bind(grant, open);
            return gateway.store().writes().claim(term, RealClaims.of(grant), WRITE, _ -> {});
        }
        var cancelled = new boolean[1];
        var withdraw =
                gateway.store()
                        .writes()
                        .claim(
                                term,
                                RealClaims.of(grant),
                                WRITE,
                                written -> {
                                    if (!written) {
                                        open.accept(new Reply.NotClaimed());
                                    } else if (!closed && !cancelled[0]) {
                                        control.bind(grant, open);
                                    }
                                });
        return () -> {
            cancelled[0] = true;
            withdraw.run();
        };
    }

    /// A grant was given back.
    void giveBack(SessionId session, Epoch epoch) {
        var grant = table.find(session);
        if (grant != null && (epoch.equals(Epoch.NONE) || grant.epoch().equals(epoch))) {
            control.endIfUnused(grant);
        }
    }

    /// What became of an instance that a gateway could not reach.
    ///
    /// @param answer gets whether anything answered at its address
    void probe(Instance instance, Consumer<Boolean> answer) {
        if (table.registered(instance.id()) == null) {
            answer.accept(true);
            return;
        }
        var place = world.placeOf(instance);
        if (world.net().isCut(gateway.node(), place.node())) {
            after(Duration.ofMillis(500), () -> answer.accept(false));
        } else {
            after(
                    world.net().delay(),
                    () -> {
                        if (!place.isHomeOf(instance)) {
                            table.lose(instance.id(), LossReason.UNREACHABLE, now());
                        }
                        answer.accept(true);
                    });
        }
    }

    /// A grant is over at its instance.
    void over(SessionId session, long epoch) {
        var grant = table.find(session);
        if (grant != null && grant.epoch().value() == epoch) {
            table.endedAtInstance(grant, now());
        }
    }

    Set<LeaderCall> calls() {
        return calls;
    }

    /// It leads no more.
    void close() {
        closed = true;
        List.copyOf(calls).forEach(LeaderCall::leadsNoMore);
        world.trail().note("%s leads no more", gateway);
    }
}
