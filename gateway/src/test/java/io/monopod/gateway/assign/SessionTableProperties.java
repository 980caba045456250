package io.monopod.gateway.assign;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.SessionId;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// For any order of arrivals, departures, binds, ends and failures.
class SessionTableProperties {
    private static final int PLACES = 4;
    private static final int SESSIONS = 5;

    /// One thing that happens in the world.
    record Step(Kind kind, int session, int place, int which) {
        enum Kind {
            START,
            KILL,
            EXPIRE,
            DRAIN,
            CLAIM,
            CLAIM_AND_VANISH,
            BIND_ARRIVES,
            REPLY_ARRIVES,
            REPLY_IS_LOST,
            BIND_IS_LATE,
            HEARTBEAT_LEAVES,
            HEARTBEAT_ARRIVES,
            HEARTBEAT_ARRIVES_TWICE,
            END,
            ENDS_ARRIVE,
            SHUT_DOWN,
            CALL_DIRECTLY,
            SHUT_DOWN_DIRECTLY
        }

        void happenIn(World world) {
            switch (kind) {
                case START -> world.start(place);
                case KILL -> world.kill(place);
                case EXPIRE -> world.expire();
                case DRAIN -> world.drain(place);
                case CLAIM -> world.claim(session);
                case CLAIM_AND_VANISH -> world.claimAndVanish(session);
                case BIND_ARRIVES -> world.bindArrives(which);
                case REPLY_ARRIVES -> world.replyArrives(which);
                case REPLY_IS_LOST -> world.replyIsLost(which);
                case BIND_IS_LATE -> world.bindIsLate(which);
                case HEARTBEAT_LEAVES -> world.heartbeatLeaves(place);
                case HEARTBEAT_ARRIVES -> world.heartbeatArrives(which);
                case HEARTBEAT_ARRIVES_TWICE -> world.heartbeatArrivesTwice(which);
                case END -> world.end(session);
                case ENDS_ARRIVE -> world.endsArrive(which);
                case SHUT_DOWN -> world.shutDown(session);
                case CALL_DIRECTLY -> world.callDirectly(session, place);
                case SHUT_DOWN_DIRECTLY -> world.shutDownDirectly(place);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var step =
                Combinators.combine(
                                Arbitraries.of(Step.Kind.class),
                                Arbitraries.integers().between(0, SESSIONS - 1),
                                Arbitraries.integers().between(0, PLACES - 1),
                                Arbitraries.integers().between(0, 9))
                        .as(Step::new);
        return step.list().ofMaxSize(300).withSizeDistribution(RandomDistribution.uniform());
    }

    @Property
    void neverPutsASessionOnTwoInstances(@ForAll("steps") List<Step> steps, @ForAll Policy policy) {
        var world = new World(policy, PLACES);
        for (var step : steps) {
            step.happenIn(world);
            assertNoSessionIsBoundTwice(world);
        }
    }

    private static void assertNoSessionIsBoundTwice(World world) {
        var bound = new HashSet<SessionId>();
        world.living().stream()
                .filter(instance -> instance.epoch > 0)
                .map(instance -> Objects.requireNonNull(instance.session))
                .forEach(session -> assertThat(bound.add(session)).as("%s", session).isTrue());
    }

    @Property
    void alwaysAddsUp(@ForAll("steps") List<Step> steps, @ForAll Policy policy) {
        var world = new World(policy, PLACES);
        for (var step : steps) {
            step.happenIn(world);
            var views = world.table.instances();
            assertThat(world.table.counts()).isEqualTo(recount(views));
            assertEachSessionIsFoundWhereItIsShown(world.table, views);
        }
    }

    private static Counts recount(List<InstanceView> views) {
        return new Counts(
                count(views, InstanceState.FREE),
                count(views, InstanceState.RESERVED),
                count(views, InstanceState.BOUND),
                count(views, InstanceState.DRAINING),
                count(views, InstanceState.QUARANTINED));
    }

    private static int count(List<InstanceView> views, InstanceState state) {
        return (int) views.stream().filter(view -> view.state() == state).count();
    }

    private static void assertEachSessionIsFoundWhereItIsShown(
            SessionTable table, List<InstanceView> views) {
        views.stream()
                .filter(view -> view.state() == InstanceState.BOUND)
                .map(InstanceView::hold)
                .filter(Grant.class::isInstance)
                .map(Grant.class::cast)
                .forEach(grant -> assertThat(table.find(grant.session())).isEqualTo(grant));
    }

    @Property
    void agreesWithTheInstancesOnceEverythingHasArrived(
            @ForAll("steps") List<Step> steps, @ForAll Policy policy) {
        var world = new World(policy, PLACES);
        steps.forEach(step -> step.happenIn(world));

        world.settleDown();

        for (var instance : world.living()) {
            var view =
                    world.table.instances().stream()
                            .filter(v -> v.instance().equals(instance.instance))
                            .findFirst()
                            .orElseThrow();
            var hold = view.hold();
            assertThat(hold == null ? null : hold.session()).isEqualTo(instance.session);
            assertThat(view.state())
                    .isIn(
                            InstanceState.DRAINING,
                            instance.session == null ? InstanceState.FREE : InstanceState.BOUND);
        }
        assertThat(world.table.counts().registered()).isEqualTo(world.living().size());
    }
}
