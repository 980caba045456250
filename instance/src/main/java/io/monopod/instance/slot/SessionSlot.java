package io.monopod.instance.slot;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.instance.slot.SlotState.Closed;
import io.monopod.instance.slot.SlotState.Empty;
import io.monopod.instance.slot.SlotState.Ending;
import io.monopod.instance.slot.SlotState.Future;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;
import io.monopod.instance.slot.SlotState.Starting;
import io.monopod.instance.slot.SlotState.Usage;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The one place for a session in this process, and the truth about who holds it. Every change is a
/// compare-and-set from one [SlotState] to the next. Thread-safe; no method blocks.
///
/// A session enters by [#bind] (a gateway's grant) or [#enter] (a direct call on a free slot). It
/// leaves in two steps: after [#beginEnd] none of its calls gets in any more, and [#finishEnd]
/// gives the slot back when the last call has ended. Epochs are fencing tokens: a request with a
/// lower epoch than the slot has seen comes from a stale gateway and is refused.
public final class SessionSlot {
    private final AtomicReference<SlotState> state =
            new AtomicReference<>(new Starting(Epoch.NONE, 0));
    private final AfterSession afterSession;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public SessionSlot(AfterSession afterSession) {
        this.afterSession = afterSession;
    }

    /// @param listener runs after each reported change, on the thread that made it
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    public SlotState state() {
        return Objects.requireNonNull(state.get());
    }

    /// The process serves, so the slot can be taken.
    public void open() {
        change(slot -> Step.to(slot instanceof Starting starting ? starting.open() : slot));
    }

    /// Accepts no further session. The current one keeps the slot until it ends.
    public void retire() {
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

    /// From now on refuses every grant whose epoch is not above `epoch`.
    public void fence(Epoch epoch) {
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

    /// Takes the slot for a session under a gateway's grant. Idempotent.
    public Bind bind(Holder granted) {
        var session = granted.session();
        var epoch = granted.epoch();
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
        if (held.holder().isAnothers(granted)) {
            return bound(held, BindOutcome.NOT_OWNER);
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

    /// Admits a call if its session holds the slot or can take it.
    public Entry enter(Caller caller) {
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
        var holder =
                new Holder(
                        caller.session(), Epoch.NONE, Optional.of(caller.user()), caller.token());
        return Step.to(empty.take(holder).use(), new Entry.TookSlot(holder));
    }

    /// Admits a call that ends its session. It never takes a slot. If it is the session's first
    /// call, the session has not begun, and its grant is given back.
    public Entry enterToEnd(Caller caller) {
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
            return ofOther(held, holder, caller);
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
                : ofOther(ending, ending.holder(), caller);
    }

    /// Another session has the slot. A gateway that stamps a call with a grant has not heard yet
    /// that the grant is over: that is no conflict, and the client need not know.
    private static Entry ofOther(SlotState slot, Holder holder, Caller caller) {
        boolean granted = caller.stamp().filter(stamp -> stamp.isAfter(Epoch.NONE)).isPresent();
        return granted ? new Entry.NotGranted(slot) : new Entry.HeldByOther(holder);
    }

    /// The first step of an end: from here on no call of the session gets in.
    public End beginEnd(SessionId session, Epoch epoch) {
        return change(slot -> beginEnd(slot, session, epoch));
    }

    private static Step<End> beginEnd(SlotState slot, SessionId session, Epoch epoch) {
        return switch (slot) {
            case Held held when isHolder(held.holder(), session) ->
                    held.holder().epoch().isAfter(epoch)
                            ? ended(held, EndOutcome.STALE_EPOCH)
                            : ended(held.end(epoch), EndOutcome.BEGUN);
            case Ending ending when isHolder(ending.holder(), session) ->
                    ended(ending, EndOutcome.UNDER_WAY);
            case Starting _, Empty _, Held _, Ending _, Closed _ ->
                    ended(fenced(slot, epoch), EndOutcome.NOT_HELD);
        };
    }

    /// As [#beginEnd], but only if no call of the session has got in yet.
    public End beginEndIfUnused(SessionId session, Epoch epoch) {
        return change(
                slot ->
                        slot instanceof Held held
                                        && isHolder(held.holder(), session)
                                        && !held.holder().epoch().isAfter(epoch)
                                        && held.usage() == Usage.USED
                                ? ended(held, EndOutcome.IN_USE)
                                : beginEnd(slot, session, epoch));
    }

    private static Step<End> ended(SlotState after, EndOutcome outcome) {
        return Step.to(after, new End(outcome, after));
    }

    /// The second step of an end: the session's calls have ended, and the slot is given back.
    ///
    /// @param reason why the session ended, for the gateway
    /// @return the slot after that
    public SlotState finishEnd(String reason) {
        return finish(afterSession, reason);
    }

    /// The second step for a session that never began: there is nothing to clean up, so the process
    /// need not exit.
    ///
    /// @param reason why the session ended, for the gateway
    /// @return the slot after that
    public SlotState finishUnused(String reason) {
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

    /// One decision: the next state, and the result for the caller.
    private record Step<R>(SlotState next, R result) {
        static <R> Step<R> to(SlotState next, R result) {
            return new Step<>(next, result);
        }

        static Step<SlotState> to(SlotState next) {
            return new Step<>(next, next);
        }
    }

    /// @param slot the state afterwards
    public record Bind(BindOutcome outcome, SlotState slot) {}

    /// @param slot the state afterwards
    public record End(EndOutcome outcome, SlotState slot) {}

    /// The outcome of a grant.
    public enum BindOutcome {
        /// The session has the slot.
        BOUND,
        /// The session had the slot already and now holds it under this grant.
        RENEWED,
        /// The session already holds the slot under this grant.
        REPEATED,
        HELD_BY_OTHER,
        /// The session holds the slot but belongs to another user.
        NOT_OWNER,
        STALE_EPOCH,
        NOT_ACCEPTING
    }

    /// The outcome of a request to end a session.
    public enum EndOutcome {
        /// It is ending, and the caller must finish it.
        BEGUN,
        /// It was ending already.
        UNDER_WAY,
        NOT_HELD,
        STALE_EPOCH,
        /// It was to end only if unused, and is used.
        IN_USE
    }
}
