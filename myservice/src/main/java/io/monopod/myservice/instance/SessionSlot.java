package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.myservice.instance.SlotState.Closed;
import io.monopod.myservice.instance.SlotState.Empty;
import io.monopod.myservice.instance.SlotState.Ending;
import io.monopod.myservice.instance.SlotState.Future;
import io.monopod.myservice.instance.SlotState.Held;
import io.monopod.myservice.instance.SlotState.Holder;
import io.monopod.myservice.instance.SlotState.Starting;
import io.monopod.myservice.instance.SlotState.Usage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The one place for a session in this process, and the truth about who has it. Every change is a
/// compare-and-set from one [SlotState] to the next; all methods may be called by any thread and
/// none blocks.
///
/// A session goes in by [#bind] (a gateway's grant) or by [#enter] (a direct call on a free slot),
/// and out in two steps: after [#beginEnd] no call of it gets in any more, and when its last one is
/// over [#finishEnd] gives the slot back. Epochs are fencing tokens: what bears a lower one than
/// the slot has seen comes from a gateway that is behind, and is refused.
final class SessionSlot {
    private final AtomicReference<SlotState> state =
            new AtomicReference<>(new Starting(Epoch.NONE, 0));
    private final AfterSession afterSession;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    SessionSlot(AfterSession afterSession) {
        this.afterSession = afterSession;
    }

    /// @param listener runs after each change that shows in a report, on the thread that made it
    void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    SlotState state() {
        return Objects.requireNonNull(state.get());
    }

    /// The process serves: the slot may be taken.
    void open() {
        change(slot -> Step.to(slot instanceof Starting starting ? starting.open() : slot));
    }

    /// Takes no further session. One that holds the slot keeps it until it ends.
    void retire() {
        change(
                slot ->
                        switch (slot) {
                            case Starting starting -> Step.to(starting.close());
                            case Empty empty -> Step.to(empty.close());
                            case Held held -> Step.to(held.makeLast());
                            case Ending ending -> Step.to(ending.makeLast());
                            case Closed closed -> Step.to(closed);
                        });
    }

    /// Refuses every grant from now on that is not above `epoch`.
    void fence(Epoch epoch) {
        change(slot -> Step.to(fenced(slot, epoch)));
    }

    private static SlotState fenced(SlotState slot, Epoch epoch) {
        if (!epoch.isAfter(slot.highest())) {
            return slot;
        }
        return switch (slot) {
            case Empty empty -> empty.fence(epoch);
            case Held held -> held.fence(epoch);
            case Ending ending -> ending.fence(epoch);
            case Starting _, Closed _ -> slot;
        };
    }

    /// Takes the slot for a session under a gateway's grant. Repeatable.
    Bind bind(SessionId session, Epoch epoch, Optional<UserName> owner) {
        var granted = new Holder(session, epoch, owner);
        return change(
                slot ->
                        switch (slot) {
                            case Empty empty when epoch.isAfter(empty.highest()) ->
                                    bound(empty.take(granted), BindOutcome.BOUND);
                            case Empty empty -> bound(empty, BindOutcome.STALE_EPOCH);
                            case Held held -> rebind(held, granted);
                            case Ending ending when !isHolder(ending.holder(), session) ->
                                    bound(ending, BindOutcome.HELD_BY_OTHER);
                            case Starting _, Ending _, Closed _ ->
                                    bound(slot, BindOutcome.NOT_ACCEPTING);
                        });
    }

    private static Step<Bind> rebind(Held held, Holder granted) {
        if (!isHolder(held.holder(), granted.session())) {
            return bound(held, BindOutcome.HELD_BY_OTHER);
        }
        if (granted.epoch().isAfter(held.highest())) {
            return bound(held.renew(granted), BindOutcome.RENEWED);
        }
        return bound(
                held,
                granted.epoch().equals(held.holder().epoch())
                        ? BindOutcome.REPEATED
                        : BindOutcome.STALE_EPOCH);
    }

    private static Step<Bind> bound(SlotState after, BindOutcome outcome) {
        return Step.to(after, new Bind(outcome, after));
    }

    /// Lets a call in, if its session holds the slot or may take it.
    Entry enter(Caller caller) {
        return change(
                slot ->
                        switch (slot) {
                            case Held held -> {
                                var entry = admit(held, caller);
                                yield entry instanceof Entry.Entered
                                        ? Step.to(held.use(), entry)
                                        : Step.to(held, entry);
                            }
                            case Ending ending -> Step.to(ending, turnAway(ending, caller));
                            case Starting _, Empty _, Closed _ when caller.stamp().isPresent() ->
                                    Step.to(slot, new Entry.NotGranted(slot));
                            case Empty empty -> takeDirectly(empty, caller);
                            case Starting _, Closed _ -> Step.to(slot, new Entry.NotAccepting());
                        });
    }

    private static Step<Entry> takeDirectly(Empty empty, Caller caller) {
        var holder = new Holder(caller.session(), Epoch.NONE, Optional.of(caller.user()));
        return Step.to(empty.take(holder).use(), new Entry.Took(holder));
    }

    /// Lets a call in that is meant to end its session. It never takes a slot, and a session whose
    /// first call it is has not begun, so that its grant is given back.
    Entry enterToEnd(Caller caller) {
        return change(
                slot ->
                        switch (slot) {
                            case Held held -> {
                                var entry = admit(held, caller);
                                yield entry instanceof Entry.Entered(var holder)
                                                && held.usage() == Usage.UNUSED
                                        ? Step.to(
                                                held.end(holder.epoch()),
                                                new Entry.NeverUsed(holder))
                                        : Step.to(held, entry);
                            }
                            case Ending ending -> Step.to(ending, turnAway(ending, caller));
                            case Starting _, Empty _, Closed _ ->
                                    Step.to(slot, new Entry.NoSession(slot));
                        });
    }

    private static Entry admit(Held held, Caller caller) {
        var holder = held.holder();
        if (!isHolder(holder, caller.session())) {
            return new Entry.HeldByOther(holder);
        }
        if (holder.owner().isPresent() && !holder.owner().get().equals(caller.user())) {
            return new Entry.NotOwner();
        }
        if (caller.stamp().isPresent() && !caller.stamp().get().equals(holder.epoch())) {
            return new Entry.NotGranted(held);
        }
        return new Entry.Entered(holder);
    }

    private static Entry turnAway(Ending ending, Caller caller) {
        return isHolder(ending.holder(), caller.session())
                ? new Entry.NotGranted(ending)
                : new Entry.HeldByOther(ending.holder());
    }

    /// The first step out: from here on no call of the session gets in.
    End beginEnd(SessionId session, Epoch epoch) {
        return change(
                slot ->
                        switch (slot) {
                            case Held held when isHolder(held.holder(), session) ->
                                    held.holder().epoch().isAfter(epoch)
                                            ? ended(held, EndOutcome.STALE_EPOCH)
                                            : ended(held.end(epoch), EndOutcome.BEGUN);
                            case Ending ending when isHolder(ending.holder(), session) ->
                                    ended(ending, EndOutcome.UNDER_WAY);
                            case Starting _, Empty _, Held _, Ending _, Closed _ ->
                                    ended(fenced(slot, epoch), EndOutcome.NOT_HELD);
                        });
    }

    private static Step<End> ended(SlotState after, EndOutcome outcome) {
        return Step.to(after, new End(outcome, after));
    }

    /// The second step out: the session's calls are over, and the slot is given back.
    ///
    /// @param reason why the session has ended, for the gateway
    /// @return the slot as it was given back
    SlotState finishEnd(String reason) {
        return finish(afterSession, reason);
    }

    /// The second step out for a session that never began: there is nothing to clean up after it,
    /// so that the process need not exit.
    ///
    /// @param reason why the session has ended, for the gateway
    /// @return the slot as it was given back
    SlotState finishUnused(String reason) {
        return finish(AfterSession.REUSE, reason);
    }

    private SlotState finish(AfterSession next, String reason) {
        return change(
                slot ->
                        switch (slot) {
                            case Ending ending
                                    when ending.future() == Future.CLOSE
                                            || next == AfterSession.EXIT ->
                                    Step.to(ending.close(reason));
                            case Ending ending -> Step.to(ending.free(reason));
                            case Starting _, Empty _, Held _, Closed _ -> Step.to(slot);
                        });
    }

    private static boolean isHolder(Holder holder, SessionId session) {
        return holder.session().equals(session);
    }

    private <R> R change(Function<SlotState, Step<R>> decide) {
        while (true) {
            var before = state();
            var step = decide.apply(before);
            if (step.next() == before) {
                return step.result();
            }
            if (state.compareAndSet(before, step.next())) {
                if (step.next().revision() != before.revision()) {
                    listeners.forEach(Runnable::run);
                }
                return step.result();
            }
        }
    }

    /// One decision: the state to go to, and what to tell the caller.
    private record Step<R>(SlotState next, R result) {
        static <R> Step<R> to(SlotState next, R result) {
            return new Step<>(next, result);
        }

        static Step<SlotState> to(SlotState next) {
            return new Step<>(next, next);
        }
    }

    /// @param slot as it was after that
    record Bind(BindOutcome outcome, SlotState slot) {}

    /// @param slot as it was after that
    record End(EndOutcome outcome, SlotState slot) {}

    /// What became of a grant.
    enum BindOutcome {
        /// The session has the slot.
        BOUND,
        /// The session had the slot already and has it under this grant now.
        RENEWED,
        /// The session has the slot under this very grant already.
        REPEATED,
        HELD_BY_OTHER,
        STALE_EPOCH,
        NOT_ACCEPTING
    }

    /// What became of the wish to end a session.
    enum EndOutcome {
        /// It is ending, and the caller is the one to finish it.
        BEGUN,
        /// It was ending already.
        UNDER_WAY,
        NOT_HELD,
        STALE_EPOCH
    }
}
