package io.monopod.instance.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.SessionSlot.BindOutcome;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.instance.slot.SlotState.Closed;
import io.monopod.instance.slot.SlotState.Empty;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.instance.slot.SlotState.LastEnd;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class SessionSlotTest {
    private static final SessionId A = new SessionId("a");
    private static final SessionId B = new SessionId("b");
    private static final UserName ANN = new UserName("ann");
    private static final UserName BOB = new UserName("bob");
    private static final Secret TOKEN = new Secret("a token");
    private static final Secret PROOF = new Secret("a proof");

    private final SessionSlot slot = new SessionSlot(AfterSession.REUSE);

    private BindOutcome bind(SessionId session, long epoch) {
        return slot.bind(holder(session, epoch)).outcome();
    }

    private EndOutcome end(SessionId session, long epoch) {
        var outcome = slot.beginEnd(session, new Epoch(epoch)).outcome();
        if (outcome == EndOutcome.BEGUN) {
            var _ = slot.finishEnd("shutdown");
        }
        return outcome;
    }

    private static Optional<LastEnd> lastEnd(long epoch, String reason) {
        return Optional.of(new LastEnd(holder(A, epoch), reason));
    }

    private static Caller granted(SessionId session, long epoch) {
        return Caller.vouched(session, ANN, new Epoch(epoch));
    }

    private static Caller direct(SessionId session) {
        return Caller.direct(session, ANN, TOKEN);
    }

    private static Holder holder(SessionId session, long epoch) {
        return new Holder(session, new Epoch(epoch), Optional.of(ANN), epoch == 0 ? TOKEN : PROOF);
    }

    @Test
    void acceptsNoSessionBeforeOpen() {
        assertThat(bind(A, 1)).isEqualTo(BindOutcome.NOT_ACCEPTING);
        assertThat(slot.enter(direct(A))).isEqualTo(new Entry.NotAccepting());
    }

    @Test
    void bindsOneSession() {
        slot.open();

        assertThat(bind(A, 7)).isEqualTo(BindOutcome.BOUND);
        assertThat(bind(A, 7)).isEqualTo(BindOutcome.REPEATED);
        assertThat(bind(B, 8)).isEqualTo(BindOutcome.HELD_BY_OTHER);
    }

    @Test
    void staleGrantIsRefused() {
        slot.open();
        bind(A, 7);
        end(A, 7);

        assertThat(bind(B, 7)).isEqualTo(BindOutcome.STALE_EPOCH);
        assertThat(bind(B, 8)).isEqualTo(BindOutcome.BOUND);
    }

    @Test
    void newerGrantRenewsSessionAndFencesOlder() {
        slot.open();
        bind(A, 7);

        assertThat(bind(A, 9)).isEqualTo(BindOutcome.RENEWED);
        assertThat(bind(A, 7)).isEqualTo(BindOutcome.STALE_EPOCH);
        assertThat(slot.enter(granted(A, 7))).isInstanceOf(Entry.NotGranted.class);
        assertThat(slot.enter(granted(A, 9))).isEqualTo(new Entry.Entered(holder(A, 9)));
    }

    @Test
    void grantEndedBeforeArrivalIsRefused() {
        slot.open();

        assertThat(end(A, 7)).isEqualTo(EndOutcome.NOT_HELD);
        assertThat(bind(A, 7)).isEqualTo(BindOutcome.STALE_EPOCH);
        assertThat(bind(A, 8)).isEqualTo(BindOutcome.BOUND);
    }

    @Test
    void staleGrantIsRefusedAfterAnotherSession() {
        slot.open();
        var _ = slot.enter(direct(B));

        assertThat(end(A, 7)).isEqualTo(EndOutcome.NOT_HELD);
        assertThat(end(B, 0)).isEqualTo(EndOutcome.BEGUN);
        assertThat(bind(A, 7)).isEqualTo(BindOutcome.STALE_EPOCH);
    }

    @Test
    void directCallTakesFreeSlotAndBlocksOthers() {
        slot.open();

        assertThat(slot.enter(direct(A))).isEqualTo(new Entry.TookSlot(holder(A, 0)));
        assertThat(slot.enter(direct(A))).isEqualTo(new Entry.Entered(holder(A, 0)));
        assertThat(slot.enter(direct(B))).isEqualTo(new Entry.HeldByOther(holder(A, 0)));
        assertThat(bind(B, 7)).isEqualTo(BindOutcome.HELD_BY_OTHER);
    }

    @Test
    void grantedCallNeverTakesSlot() {
        slot.open();

        assertThat(slot.enter(granted(A, 7)))
                .isEqualTo(new Entry.NotGranted(new Empty(Epoch.NONE, 1)));
    }

    @Test
    void callUnderAGrantThatIsOverIsNoConflictWithTheNextSession() {
        slot.open();
        bind(A, 7);
        end(A, 7);
        bind(B, 8);

        assertThat(slot.enter(granted(A, 7))).isInstanceOf(Entry.NotGranted.class);
        assertThat(slot.enterToEnd(granted(A, 7))).isInstanceOf(Entry.NotGranted.class);
        assertThat(slot.enter(granted(A, 0))).isEqualTo(new Entry.HeldByOther(holder(B, 8)));
        var _ = slot.beginEnd(B, new Epoch(8));
        assertThat(slot.enter(granted(A, 7))).isInstanceOf(Entry.NotGranted.class);
    }

    @Test
    void anotherUserIsRefused() {
        slot.open();
        bind(A, 7);

        assertThat(slot.enter(Caller.direct(A, BOB, TOKEN))).isEqualTo(new Entry.NotOwner());
        assertThat(slot.enterToEnd(Caller.direct(A, BOB, TOKEN))).isEqualTo(new Entry.NotOwner());
    }

    @Test
    void endingSessionAdmitsNoCallAndKeepsSlot() {
        slot.open();
        bind(A, 7);
        var _ = slot.beginEnd(A, new Epoch(7));

        assertThat(slot.enter(granted(A, 7))).isInstanceOf(Entry.NotGranted.class);
        assertThat(slot.enter(direct(A))).isInstanceOf(Entry.NotGranted.class);
        assertThat(slot.enter(direct(B))).isEqualTo(new Entry.HeldByOther(holder(A, 7)));
        assertThat(bind(A, 8)).isEqualTo(BindOutcome.NOT_ACCEPTING);
        assertThat(bind(B, 8)).isEqualTo(BindOutcome.HELD_BY_OTHER);
        assertThat(end(A, 7)).isEqualTo(EndOutcome.UNDER_WAY);
    }

    @Test
    void endRequiresMatchingSessionAndGrant() {
        slot.open();
        bind(A, 7);

        assertThat(end(B, 7)).isEqualTo(EndOutcome.NOT_HELD);
        assertThat(end(A, 6)).isEqualTo(EndOutcome.STALE_EPOCH);
        assertThat(end(A, 7)).isEqualTo(EndOutcome.BEGUN);
        assertThat(slot.state()).isEqualTo(new Empty(new Epoch(7), 3, lastEnd(7, "shutdown")));
    }

    @Test
    void closesAfterSessionIfConfiguredToExit() {
        var once = new SessionSlot(AfterSession.EXIT);
        once.open();
        var _ = once.bind(holder(A, 7));
        var _ = once.beginEnd(A, new Epoch(7));

        assertThat(once.finishEnd("idle"))
                .isEqualTo(new Closed(new Epoch(7), 3, lastEnd(7, "idle")));
    }

    @Test
    void freeSlotHasNothingToEnd() {
        slot.open();

        assertThat(slot.enterToEnd(direct(A)))
                .isEqualTo(new Entry.NoSession(new Empty(Epoch.NONE, 1)));
    }

    @Test
    void sessionEndedByFirstCallNeverBegan() {
        slot.open();
        bind(A, 7);

        assertThat(slot.enterToEnd(granted(A, 7))).isEqualTo(new Entry.NeverUsed(holder(A, 7)));
        assertThat(slot.state()).isInstanceOf(Ending.class);
        assertThat(slot.finishUnused("shutdown"))
                .isEqualTo(new Empty(new Epoch(7), 3, lastEnd(7, "shutdown")));
    }

    @Test
    void sessionWithEarlierCallCanBeEndedByCall() {
        slot.open();
        bind(A, 7);
        var _ = slot.enter(granted(A, 7));

        assertThat(slot.enterToEnd(granted(A, 7))).isEqualTo(new Entry.Entered(holder(A, 7)));
        assertThat(slot.enterToEnd(direct(B))).isEqualTo(new Entry.HeldByOther(holder(A, 7)));
        assertThat(slot.state()).isInstanceOf(Held.class);
    }

    @Test
    void retiredSlotKeepsSessionAndAcceptsNoOther() {
        slot.open();
        bind(A, 7);

        slot.retire();

        assertThat(slot.enter(granted(A, 7))).isEqualTo(new Entry.Entered(holder(A, 7)));
        end(A, 7);
        assertThat(slot.state()).isEqualTo(new Closed(new Epoch(7), 3, lastEnd(7, "shutdown")));
        assertThat(bind(B, 8)).isEqualTo(BindOutcome.NOT_ACCEPTING);
    }

    @Test
    void bindByAnotherOwnerIsRefused() {
        slot.open();
        var _ = slot.enter(direct(A));

        var bobs = slot.bind(new Holder(A, new Epoch(7), Optional.of(BOB), PROOF));

        assertThat(bobs.outcome()).isEqualTo(BindOutcome.NOT_OWNER);
        assertThat(slot.enter(direct(A))).isEqualTo(new Entry.Entered(holder(A, 0)));
        assertThat(bind(A, 8)).isEqualTo(BindOutcome.RENEWED);
    }
}
