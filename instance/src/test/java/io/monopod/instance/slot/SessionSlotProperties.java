package io.monopod.instance.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.SessionSlot.BindOutcome;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The invariants of a slot, for any sequence of operations: a gateway's messages may be late,
/// duplicated or from a replaced gateway.
class SessionSlotProperties {
    private static final UserName ANN = new UserName("ann");
    private static final Secret PROOF = new Secret("a proof or a token");

    /// One operation on the slot.
    interface Step {
        void on(SessionSlot slot);
    }

    @Property
    void sessionEntersOnlyAfterPreviousOneLeft(@ForAll("steps") List<Step> steps) {
        follow(
                steps,
                (before, after) -> {
                    if (session(before).isPresent() && session(after).isPresent()) {
                        assertThat(session(after)).isEqualTo(session(before));
                    }
                });
    }

    @Property
    void highestEpochNeverFallsAndBoundsHolder(@ForAll("steps") List<Step> steps) {
        follow(
                steps,
                (before, after) -> {
                    assertThat(after.highest()).isGreaterThanOrEqualTo(before.highest());
                    holder(after)
                            .ifPresent(
                                    holder ->
                                            assertThat(holder.epoch())
                                                    .isLessThanOrEqualTo(after.highest()));
                });
    }

    @Property
    void revisionRisesByOneExactlyWhenReportChanges(@ForAll("steps") List<Step> steps) {
        follow(
                steps,
                (before, after) -> {
                    var changed = !content(before).equals(content(after));
                    assertThat(after.revision() - before.revision()).isEqualTo(changed ? 1 : 0);
                });
    }

    @Property
    void everyBoundGrantIsNewerThanAllBefore(
            @ForAll("grants") List<Holder> grants, @ForAll("steps") List<Step> between) {
        var slot = open();
        var granted = new ArrayList<Epoch>();
        var rest = between.iterator();
        for (var grant : grants) {
            if (slot.bind(grant).outcome() == BindOutcome.BOUND) {
                granted.add(grant.epoch());
            }
            if (rest.hasNext()) {
                rest.next().on(slot);
            }
        }
        assertThat(granted).isSorted().doesNotHaveDuplicates();
    }

    private interface Check {
        void of(SlotState before, SlotState after);
    }

    private static void follow(List<Step> steps, Check check) {
        var slot = open();
        for (var step : steps) {
            var before = slot.state();
            step.on(slot);
            check.of(before, slot.state());
        }
    }

    private static SessionSlot open() {
        var slot = new SessionSlot(AfterSession.REUSE);
        slot.open();
        return slot;
    }

    private static Optional<Holder> holder(SlotState slot) {
        return switch (slot) {
            case Held held -> Optional.of(held.holder());
            case Ending ending -> Optional.of(ending.holder());
            case SlotState.Starting _, SlotState.Empty _, SlotState.Closed _ -> Optional.empty();
        };
    }

    private static Optional<SessionId> session(SlotState slot) {
        return holder(slot).map(Holder::session);
    }

    /// A report without its revision.
    private static String content(SlotState slot) {
        return SlotReports.of(slot).toBuilder().clearRevision().build().toString();
    }

    @Provide
    static Arbitrary<List<Step>> steps() {
        return Combinators.combine(sessions(), epochs(), Arbitraries.integers().between(0, 60))
                .as(SessionSlotProperties::step)
                .list()
                .ofMaxSize(40);
    }

    @Provide
    static Arbitrary<List<Holder>> grants() {
        return Combinators.combine(sessions(), epochs())
                .as((session, epoch) -> new Holder(session, epoch, Optional.of(ANN), PROOF))
                .list()
                .ofMaxSize(20);
    }

    private static Arbitrary<SessionId> sessions() {
        return Arbitraries.of("a", "b", "c").map(SessionId::new);
    }

    private static Arbitrary<Epoch> epochs() {
        return Arbitraries.longs().between(1, 8).map(Epoch::new);
    }

    /// Rare, because closing ends a history.
    private static Step step(SessionId session, Epoch epoch, int kind) {
        var direct = Caller.direct(session, ANN, PROOF);
        var granted = Caller.vouched(session, ANN, epoch);
        return switch (kind) {
            case 0 -> SessionSlot::retire;
            case 1, 2, 3, 4, 5 -> slot -> slot.finishEnd("shutdown");
            case 6, 7 -> slot -> slot.finishUnused("shutdown");
            case 8, 9, 10 -> slot -> slot.enterToEnd(granted);
            case 11, 12, 13 -> slot -> slot.enterToEnd(direct);
            default ->
                    switch (kind % 4) {
                        case 0 ->
                                slot ->
                                        slot.bind(
                                                new Holder(
                                                        session, epoch, Optional.of(ANN), PROOF));
                        case 1 -> slot -> slot.beginEnd(session, epoch);
                        case 2 -> slot -> slot.enter(granted);
                        default -> slot -> slot.enter(direct);
                    };
        };
    }
}
