package io.monopod.gateway.table;

import io.monopod.config.HostPort;
import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.assign.AfterEnd;
import io.monopod.gateway.assign.Assignment;
import io.monopod.gateway.assign.Counts;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.InstanceView;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.QueuePlace;
import io.monopod.gateway.assign.Refusal;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.assign.SessionStatus;
import io.monopod.gateway.assign.SlotReport;
import io.monopod.gateway.queue.WaitingRoom;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One cluster's instances and the sessions on them: which session has which instance, and which
/// session gets one next. Thread-safe. Does no I/O and blocks on nothing but its lock. It signals
/// when a change has left events; whoever is signalled takes them ([#takeEvents]).
///
/// At any moment the calls of a session go to at most one instance, an instance holds at most one
/// session, and every instance is in exactly one [io.monopod.gateway.assign.InstanceState].
public final class SessionTable {
    private final Rules rules;
    private final Runnable onEvents;

    /// Guards everything below: one lock for the one invariant above. It is never held during I/O.
    private final Object lock = new Object();

    private final Epochs epochs;
    private final StartGrace grace;
    private final InstanceIndex index;
    private final Assigner assigner;
    private final Reconciler reconciler;
    private final QueueAdmission admission;
    private final Expiry expiry;
    private final RefusalSampler refusalNotes = new RefusalSampler();

    /// A table that does not signal its events; they can still be taken.
    public SessionTable(Rules rules) {
        this(rules, () -> {});
    }

    /// @param onEvents runs after each change that leaves events, on the thread of the change and
    ///   without the lock; must not block
    public SessionTable(Rules rules, Runnable onEvents) {
        this(rules, new WaitingRoom(rules.places()), onEvents);
    }

    /// A table with another kind of waiting room.
    SessionTable(Rules rules, WaitingRoom room, Runnable onEvents) {
        this.rules = rules;
        this.onEvents = onEvents;
        this.epochs = new Epochs(rules.epochsAbove());
        this.grace = new StartGrace(rules);
        this.index = new InstanceIndex(room);
        this.assigner = new Assigner(rules, grace, index, epochs, room);
        this.reconciler = new Reconciler(index, epochs);
        this.admission = new QueueAdmission(rules, assigner, index, room);
        this.expiry = new Expiry(rules, grace, index, reconciler);
    }

    /// An instance that does not report for longer is lost.
    public Duration lease() {
        return rules.lease();
    }

    /// The grant by which the session holds its instance, or null. Takes no lock, because it is on
    /// the path of every call. The caller begins the call in the grant's
    /// [io.monopod.gateway.assign.GrantCalls], and calls [#claim] if that says that the grant is
    /// over.
    public @Nullable Grant find(SessionId session) {
        var entry = index.holder(session);
        if (entry == null || !(entry.slot() instanceof Slot.Held(var grant))) {
            return null;
        }
        return grant.session().equals(session) ? grant : null;
    }

    /// Decides where a call of the session goes. If the session holds an instance, the call has
    /// begun in the grant's [io.monopod.gateway.assign.GrantCalls].
    public Assignment claim(SessionId session, UserName user, Instant now) {
        return claim(session, user, Set.of(), now);
    }

    /// As [#claim], for a call that claims again.
    ///
    /// @param tried instances that it tried without success: it gets none of them
    Assignment claim(SessionId session, UserName user, Set<InstanceId> tried, Instant now) {
        return decide(session, now, () -> assigner.decide(session, user, tried, now));
    }

    /// As [#claim], for a call that waits: instead of a refusal it gets a place in the waiting
    /// room. Then it calls [#leave] exactly once, whatever happens.
    public Assignment enter(SessionId session, UserName user, Instant now) {
        return enter(session, user, Set.of(), now);
    }

    /// As [#enter], for a call that enters again.
    ///
    /// @param tried instances that it tried without success: only the wait queue can bring it to
    ///   one of them again
    Assignment enter(SessionId session, UserName user, Set<InstanceId> tried, Instant now) {
        return decide(session, now, () -> admission.enter(session, user, tried, now));
    }

    /// Decides again for a call that has a place in the waiting room.
    public Assignment poll(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> admission.poll(session, user, now));
    }

    /// As [#poll], for a call that waits no longer.
    public Assignment timeOut(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> admission.timeOut(session, user, now));
    }

    private Assignment decide(SessionId session, Instant now, Supplier<Assignment> decider) {
        Assignment decision;
        synchronized (lock) {
            assigner.serve(now);
            decision = decider.get();
            if (decision instanceof Refusal.NoInstance refused && refusalNotes.take(now)) {
                index.note(new SessionEvent.Refused(now, session, refused));
            }
        }
        publish();
        return decision;
    }

    /// A call leaves the waiting room: it was served, refused or cancelled. An instance that was
    /// reserved for it goes to the next session, unless another call of its session takes it.
    public void leave(SessionId session, Instant now) {
        change(
                now,
                () -> {
                    var grant = admission.leave(session, now);
                    var entry = grant == null ? null : index.entry(grant.instance().id());
                    if (grant != null && entry != null) {
                        reconciler.settle(entry, grant, now);
                    }
                });
    }

    /// The session's place in the wait queue; null if it does not wait.
    public @Nullable QueuePlace place(SessionId session) {
        synchronized (lock) {
            return admission.find(session);
        }
    }

    /// The session's progress towards an instance.
    public SessionStatus status(SessionId session) {
        synchronized (lock) {
            return admission.status(session);
        }
    }

    /// The wait queue, head first.
    public List<QueuePlace> queue() {
        synchronized (lock) {
            return admission.line();
        }
    }

    /// The instance with that id; null if not registered.
    public @Nullable Instance registered(InstanceId id) {
        synchronized (lock) {
            var entry = index.entry(id);
            return entry == null ? null : entry.instance();
        }
    }

    /// The highest epoch of which the instance has told; null if it is not registered.
    public @Nullable Epoch reported(InstanceId id) {
        synchronized (lock) {
            var entry = index.entry(id);
            return entry == null ? null : entry.report().epoch();
        }
    }

    /// The instance at that address; null if none is registered.
    public @Nullable Instance registeredAt(HostPort address) {
        synchronized (lock) {
            var entry = index.at(address);
            return entry == null ? null : entry.instance();
        }
    }

    /// Whether the report can be true: an unproved epoch must not be far above every grant. A
    /// report that is not plausible must be rejected.
    public boolean isPlausible(SlotReport report) {
        synchronized (lock) {
            return reconciler.isPlausible(report);
        }
    }

    /// Whether a bind has just failed there, so that it gets no other for a while.
    boolean isSuspended(InstanceId id, Instant now) {
        synchronized (lock) {
            var entry = index.entry(id);
            return entry != null && entry.isSuspended(now);
        }
    }

    /// Whether the instance is still being bound or ended under this epoch.
    public boolean isUnsettled(Assignment.Unsettled unsettled) {
        synchronized (lock) {
            var entry = index.entry(unsettled.instance());
            return entry != null
                    && switch (entry.slot()) {
                        case Slot.Reserved(var grant) -> grant.epoch().equals(unsettled.epoch());
                        case Slot.Ending(var hold, _, _) -> hold.epoch().equals(unsettled.epoch());
                        case Slot.Free _, Slot.Blocked _, Slot.Held _, Slot.Taken _, Slot.Stale _ ->
                                false;
                    };
        }
    }

    /// Applies the result of a reserved grant's bind. The caller then claims again.
    public void settle(Grant grant, Reply reply, Instant now) {
        with(grant, now, entry -> reconciler.bound(entry, grant, reply, now));
    }

    /// A call of the grant was cancelled before its instance could see it. If no other call used
    /// the grant, the session ends: a client that vanishes leaves nothing behind.
    public void abandon(Grant grant, Instant now) {
        with(
                grant,
                now,
                entry -> {
                    grant.calls().unsent(now);
                    reconciler.endIfUnused(entry, grant, now);
                });
    }

    /// The call that was to bind the grant was cancelled before the result. The instance may have
    /// received the bind, so it is told to forget the grant. The grant may even be confirmed by
    /// now.
    public void cancel(Grant grant, Instant now) {
        with(
                grant,
                now,
                entry -> {
                    reconciler.markInDoubt(entry, grant, now);
                    reconciler.endIfUnused(entry, grant, now);
                });
    }

    /// A call ended its own session, as the instance says in the call's trailers.
    public void endedByCall(Grant grant, AfterEnd after, Instant now) {
        with(grant, now, entry -> reconciler.endedByCall(entry, grant, after, now));
    }

    /// A call of the grant was refused, and the instance says in its trailers that the session no
    /// longer has the slot. If this was the first call, there never was a session.
    public void refusedByInstance(Grant grant, AfterEnd after, Instant now) {
        with(grant, now, entry -> reconciler.refusedByInstance(entry, grant, after, now));
    }

    /// A call of the grant was turned away because the grant is over at the instance, which may
    /// still be busy ending it.
    public void endedAtInstance(Grant grant, Instant now) {
        with(
                grant,
                now,
                entry -> {
                    if (grant.equals(entry.slot().hold())) {
                        reconciler.end(entry, grant, EndReason.AT_INSTANCE, now);
                    }
                });
    }

    /// Ends a session: no further call of it is forwarded, and its instance is to be told
    /// ([#ending]).
    ///
    /// @return whether there was such a session
    public boolean end(SessionId session, EndReason reason, Instant now) {
        synchronized (lock) {
            var entry = index.holder(session);
            var hold = entry == null ? null : entry.slot().hold();
            if (entry == null || hold == null) {
                return false;
            }
            reconciler.end(entry, hold, reason, now);
        }
        publish();
        return true;
    }

    /// All connections of a user who called for the session are closed. The session ends if the
    /// user owns it; other users were refused, so they do not affect it. A session that no gateway
    /// has granted yet has no known owner, and its client calls the instance directly.
    public void clientGone(SessionId session, UserName user, Instant now) {
        synchronized (lock) {
            var entry = index.holder(session);
            if (entry != null
                    && entry.slot().hold() instanceof Grant grant
                    && grant.owner().equals(user)) {
                reconciler.end(entry, grant, EndReason.CLIENT_GONE, now);
            }
        }
        publish();
    }

    /// Whether the user's session lost its instance and has none since. True only once per loss.
    public boolean takeLostSession(SessionId session, UserName user) {
        synchronized (lock) {
            return index.tombstones().takeLostSession(session, user);
        }
    }

    /// A call whose instance or connection was lost is sent again.
    ///
    /// @param to the grant under which it goes on; equal to `from` if the session still has that
    public void replayed(Grant from, Grant to, Instant now) {
        synchronized (lock) {
            index.note(new SessionEvent.Replayed(now, to, from.instance()));
        }
        publish();
    }

    /// The holds that are ending. Their instances are to be told until they confirm.
    public List<SessionEvent.Ending> ending(Instant now) {
        synchronized (lock) {
            return index.entries().stream()
                    .map(entry -> entry.slot().ending())
                    .filter(Objects::nonNull)
                    .map(slot -> new SessionEvent.Ending(now, slot.hold(), slot.reason()))
                    .toList();
        }
    }

    /// Applies the result of telling the instance to end the hold.
    public void ended(Hold hold, Reply reply, Instant now) {
        with(hold, now, entry -> reconciler.ended(entry, hold, reply, now));
    }

    /// Registers an instance, or registers it again.
    ///
    /// @return the highest epoch granted before: requests to the instance under that epoch or a
    ///   lower one are old. Null if a later instance is registered at that address; then nothing
    ///   changes
    public @Nullable Epoch register(Instance instance, SlotReport report, Instant now) {
        var granted = admit(instance, report, now);
        publish();
        return granted;
    }

    private @Nullable Epoch admit(Instance instance, SlotReport report, Instant now) {
        var leaseUntil = now.plus(rules.lease());
        synchronized (lock) {
            var granted = epochs.highest();
            var entry = index.entry(instance.id());
            if (entry != null && entry.instance().equals(instance)) {
                reconciler.renew(entry, report, leaseUntil, now);
            } else if (!reconciler.admit(instance, report, leaseUntil, now)) {
                return null;
            }
            grace.heard(instance.id(), now);
            assigner.serve(now);
            return granted;
        }
    }

    /// New sessions are placed when all of these instances have registered, and need not wait for
    /// the [Rules#startGrace]: no other is known. To be called before the first registers.
    public void expect(Set<InstanceId> instances, Instant now) {
        change(now, () -> grace.expect(instances));
    }

    /// Whether new sessions are placed, if there is an instance.
    public boolean placesSessions(Instant now) {
        synchronized (lock) {
            return grace.isOver(now);
        }
    }

    /// Renews an instance's lease and applies its report.
    ///
    /// @return false if the instance is not known
    public boolean heartbeat(InstanceId id, SlotReport report, Instant now) {
        var leaseUntil = now.plus(rules.lease());
        return with(id, now, entry -> reconciler.renew(entry, report, leaseUntil, now));
    }

    /// Removes an instance; its session may go on at another.
    public void lose(InstanceId id, LossReason reason, Instant now) {
        with(id, now, entry -> index.remove(entry, reason, now));
    }

    /// Removes an instance whose process has died; its session may go on at another.
    ///
    /// @param exit the signal or exit code, for people
    public void died(InstanceId id, String exit, Instant now) {
        with(id, now, entry -> index.remove(entry, LossReason.DIED, Optional.of(exit), now));
    }

    /// Expires leases and ends idle sessions. To be called often.
    ///
    /// @param missed time before `now` in which the gateway did not run (stopped, or without a
    ///   processor)
    public void expire(Duration missed, Instant now) {
        change(now, () -> expiry.run(missed, now));
    }

    /// The instances that are still registered although their lease has expired. This happens if
    /// all fall silent at once, to those that have a session.
    public List<Instance> silent(Instant now) {
        synchronized (lock) {
            return expiry.silent(now).stream().map(InstanceEntry::instance).toList();
        }
    }

    /// Drains an instance: it gets no new session. Idempotent.
    ///
    /// @return false if the instance is not known
    public boolean drain(InstanceId id, Instant now) {
        return with(
                id,
                now,
                entry -> {
                    if (!entry.draining()) {
                        index.drain(entry, now);
                    }
                });
    }

    /// An instance that is about to register is drained, as an earlier leader told it.
    public void keepDrained(InstanceId id) {
        synchronized (lock) {
            index.keepDrained(id);
        }
    }

    /// Whether an operator has drained the instance.
    public boolean isDrained(InstanceId id) {
        synchronized (lock) {
            return index.isDrained(id);
        }
    }

    /// Takes back a drain: the instance gets new sessions again, the first of the waiting room's.
    /// Idempotent.
    ///
    /// @return false if the instance is not known
    public boolean undrain(InstanceId id, Instant now) {
        return with(
                id,
                now,
                entry -> {
                    if (entry.draining()) {
                        index.undrain(entry, now);
                    }
                });
    }

    /// Runs `change` on the hold's instance, if that is known.
    private void with(Hold hold, Instant now, Consumer<InstanceEntry> change) {
        with(hold.instance().id(), now, change);
    }

    /// Runs `change` on an instance.
    ///
    /// @return false if the instance is not known
    private boolean with(InstanceId id, Instant now, Consumer<InstanceEntry> change) {
        InstanceEntry entry;
        synchronized (lock) {
            entry = index.entry(id);
            if (entry != null) {
                change.accept(entry);
                assigner.serve(now);
            }
        }
        publish();
        return entry != null;
    }

    /// Every change then gives the instances that it frees to waiting sessions.
    private void change(Instant now, Runnable change) {
        synchronized (lock) {
            change.run();
            assigner.serve(now);
        }
        publish();
    }

    private void publish() {
        if (index.hasEvents()) {
            onEvents.run();
        }
    }

    /// The events since the last call, oldest first. They pile up until they are taken.
    public List<SessionEvent> takeEvents() {
        synchronized (lock) {
            return index.takeEvents();
        }
    }

    public Counts counts() {
        synchronized (lock) {
            return index.counters().counts();
        }
    }

    /// Every instance, with its session.
    public List<InstanceView> instances() {
        synchronized (lock) {
            return index.entries().stream().map(InstanceEntry::view).toList();
        }
    }

    /// The session's preference list: every instance, best first, in any state.
    public List<InstanceId> preference(SessionId session) {
        long hash = Rendezvous.hash(session.value());
        synchronized (lock) {
            return index.entries().stream()
                    .sorted(Rendezvous.preference(hash))
                    .map(entry -> entry.instance().id())
                    .toList();
        }
    }
}
