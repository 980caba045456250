package io.monopod.instance.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Secret;
import io.monopod.contract.ContractError;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.instance.slot.AfterSession;
import io.monopod.instance.slot.Caller;
import io.monopod.instance.slot.Entry;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SessionSlot.BindOutcome;
import io.monopod.instance.slot.SessionSlot.EndOutcome;
import io.monopod.instance.slot.SlotState;
import io.monopod.instance.slot.SlotState.Holder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
class SessionEndsTest {
    private static final UserName ANN = new UserName("ann");
    private static final SessionId A = new SessionId("a");
    private static final SessionId B = new SessionId("b");

    private final SessionSlot slot = new SessionSlot(AfterSession.REUSE);
    private final RunningCalls calls = new RunningCalls();
    private final SessionEnds ends =
            new SessionEnds(new InstanceId("pod-1"), slot, calls, Duration.ofSeconds(10));

    @Test
    void noCallRunsWhileNextSessionHasSlot() throws InterruptedException {
        slot.open();
        var over = new AtomicBoolean();
        var overlaps = new ConcurrentLinkedQueue<String>();
        var served = new AtomicLong();
        var callers = new ArrayList<Thread>();
        for (var session : List.of(A, A, A, B, B, B)) {
            callers.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        while (!over.get()) {
                                            call(session, overlaps, served);
                                        }
                                    }));
        }

        for (long epoch = 1; epoch <= 400; epoch += 2) {
            takeTurn(A, epoch, served);
            takeTurn(B, epoch + 1, served);
        }

        over.set(true);
        for (var caller : callers) {
            caller.join();
        }
        assertThat(overlaps).isEmpty();
    }

    private static Holder holder(SessionId session, long epoch) {
        return new Holder(session, new Epoch(epoch), Optional.of(ANN), new Secret("a proof"));
    }

    private void takeTurn(SessionId session, long epoch, AtomicLong served) {
        assertThat(slot.bind(holder(session, epoch)).outcome()).isEqualTo(BindOutcome.BOUND);
        long before = served.get();
        while (served.get() == before) {
            Thread.onSpinWait();
        }
        assertThat(ends.end(session, new Epoch(epoch), "forced").outcome())
                .isEqualTo(EndOutcome.BEGUN);
    }

    /// What the guard does with a call under a grant.
    private void call(
            SessionId session, ConcurrentLinkedQueue<String> overlaps, AtomicLong served) {
        if (!(slot.state() instanceof SlotState.Held held)) {
            return;
        }
        var running = new Call(() -> {});
        calls.add(running);
        var caller = Caller.vouched(session, ANN, held.holder().epoch());
        if (slot.enter(caller) instanceof Entry.Entered) {
            served.incrementAndGet();
            for (int look = 0; look < 1_000; look++) {
                noteIfAnotherHasTheSlot(session, overlaps);
            }
        }
        calls.remove(running);
    }

    private static final class Call implements RunningCall {
        private final Runnable whenTold;

        Call(Runnable whenTold) {
            this.whenTold = whenTold;
        }

        @Override
        public void abort() {
            whenTold.run();
        }

        @Override
        public void end(ContractError answer) {
            whenTold.run();
        }
    }

    private void noteIfAnotherHasTheSlot(
            SessionId session, ConcurrentLinkedQueue<String> overlaps) {
        if (slot.state() instanceof SlotState.Held held
                && !held.holder().session().equals(session)) {
            overlaps.add(session + " runs while " + held.holder().session() + " has the slot");
        }
    }

    @Test
    void slotStaysTakenUntilLastCallEnds() throws InterruptedException {
        slot.open();
        var _ = slot.bind(holder(A, 1));
        var notified = new CountDownLatch(1);
        RunningCall running = new Call(notified::countDown);
        calls.add(running);
        var ending = Thread.startVirtualThread(() -> ends.end(A, new Epoch(1), "forced"));

        notified.await();

        assertThat(slot.bind(holder(B, 2)).outcome()).isEqualTo(BindOutcome.HELD_BY_OTHER);
        calls.remove(running);
        ending.join();
        assertThat(slot.bind(holder(B, 2)).outcome()).isEqualTo(BindOutcome.BOUND);
    }
}
