package io.monopod.myservice.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.myservice.instance.SessionSlot.BindOutcome;
import io.monopod.myservice.instance.SlotState.Ending;
import io.monopod.myservice.instance.SlotState.Held;
import io.monopod.myservice.instance.SlotState.Holder;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What holds for a slot whatever happens to it, in whatever order: messages of a gateway may be
/// late, doubled or from one that has been replaced.
class SessionSlotProperties {
    private static final UserName ANN = new UserName("ann");

    /// One thing that happens to the slot.
    interface Step {
        void on(SessionSlot slot);
    }

    @Property
    void aSessionComesInOnlyWhenTheOneBeforeHasLeft(@ForAll("steps") List<Step> steps) {
        follow(
                steps,
                (before, after) -> {
                    if (session(before).isPresent() && session(after).isPresent()) {
                        assertThat(session(after)).isEqualTo(session(before));
                    }
                });
    }

    @Property
    void theHighestEpochNeverFallsAndTheHoldersIsNotAboveIt(@ForAll("steps") List<Step> steps) {
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
    void theRevisionRisesByOneExactlyWhenTheReportChanges(@ForAll("steps") List<Step> steps) {
        follow(
                steps,
                (before, after) -> {
                    var changed = !content(before).equals(content(after));
                    assertThat(after.revision() - before.revision()).isEqualTo(changed ? 1 : 0);
                });
    }

    @Property
    void everyGrantThatTookTheSlotWasNewerThanAllBefore(
            @ForAll("grants") List<Holder> grants, @ForAll("steps") List<Step> between) {
        var slot = open();
        var granted = new ArrayList<Epoch>();
        var rest = between.iterator();
        for (var grant : grants) {
            if (slot.bind(grant.session(), grant.epoch(), grant.owner()).outcome()
                    == BindOutcome.BOUND) {
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
                .as((session, epoch) -> new Holder(session, epoch, Optional.of(ANN)))
                .list()
                .ofMaxSize(20);
    }

    private static Arbitrary<SessionId> sessions() {
        return Arbitraries.of("a", "b", "c").map(SessionId::new);
    }

    private static Arbitrary<Epoch> epochs() {
        return Arbitraries.longs().between(1, 8).map(Epoch::new);
    }

    /// Closing ends a history, so it is rare.
    private static Step step(SessionId session, Epoch epoch, int kind) {
        var direct = new Caller(session, ANN, Optional.empty());
        var granted = new Caller(session, ANN, Optional.of(epoch));
        return switch (kind) {
            case 0 -> SessionSlot::retire;
            case 1, 2, 3, 4, 5 -> slot -> slot.finishEnd("shutdown");
            case 6, 7 -> slot -> slot.finishUnused("shutdown");
            case 8, 9, 10 -> slot -> slot.enterToEnd(granted);
            case 11, 12, 13 -> slot -> slot.enterToEnd(direct);
            default ->
                    switch (kind % 4) {
                        case 0 -> slot -> slot.bind(session, epoch, Optional.of(ANN));
                        case 1 -> slot -> slot.beginEnd(session, epoch);
                        case 2 -> slot -> slot.enter(granted);
                        default -> slot -> slot.enter(direct);
                    };
        };
    }
}
