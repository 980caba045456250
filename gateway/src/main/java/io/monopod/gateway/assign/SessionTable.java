package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One cluster's instances and the sessions on them: which session has which instance, and who gets
/// one next. Thread-safe. Does no I/O and waits for nothing but its lock; whoever changes it then
/// takes the events ([#takeEvents]) and acts on them.
///
/// At any moment a session has at most one instance that its calls go to, an instance at most one
/// session, and every instance is in exactly one [InstanceState].
public final class SessionTable {
    private final Rules rules;

    /// Guards everything below: one lock for the one invariant above. It is held for memory only.
    private final Object lock = new Object();

    private final Epochs epochs;
    private final Grace grace;
    private final Roster roster;
    private final Assigner assigner;
    private final Reconciler reconciler;
    private final Usher usher;
    private final Expiry expiry;
    private final RefusalNotes refusalNotes = new RefusalNotes();

    public SessionTable(Rules rules) {
        this(rules, new WaitingRoom(rules.places()));
    }

    /// With a waiting room of another kind.
    SessionTable(Rules rules, WaitingRoom room) {
        this.rules = rules;
        this.epochs = new Epochs(rules.epochsAbove());
        this.grace = new Grace(rules);
        this.roster = new Roster(room);
        this.assigner = new Assigner(rules, grace, roster, epochs, room);
        this.reconciler = new Reconciler(roster, epochs);
        this.usher = new Usher(rules.policy(), assigner, roster, room);
        this.expiry = new Expiry(rules, grace, roster, reconciler);
    }

    /// An instance that is silent for longer is lost.
    public Duration lease() {
        return rules.lease();
    }

    /// The grant that the session holds an instance by, or null if there is none yet. Takes no
    /// lock: this is on the path of every call. The caller begins the call in the grant's [Usage],
    /// and asks [#claim] if that says that the grant is over.
    public @Nullable Grant find(SessionId session) {
        var member = roster.holder(session);
        if (member == null || !(member.slot() instanceof Slot.Held(var grant))) {
            return null;
        }
        return grant.session().equals(session) ? grant : null;
    }

    /// Decides where a call of the session goes. If that is an instance that the session holds, the
    /// call has begun in the grant's [Usage].
    public Decision claim(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> assigner.decide(session, user, now));
    }

    /// As [#claim], for a call that will wait: it gets a place in the waiting room where it would
    /// be refused, and then leaves that ([#leave]) exactly once, whatever comes of it.
    public Decision enter(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> usher.enter(session, user, now));
    }

    /// What has become of a call that has a place in the waiting room.
    public Decision turn(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> usher.turn(session, user, now));
    }

    /// As [#turn], for a call that will wait no longer.
    public Decision lastTurn(SessionId session, UserName user, Instant now) {
        return decide(session, now, () -> usher.lastTurn(session, user, now));
    }

    private Decision decide(SessionId session, Instant now, Supplier<Decision> decider) {
        synchronized (lock) {
            assigner.serve(now);
            var decision = decider.get();
            if (decision instanceof Decision.Refused refused && refusalNotes.take(now)) {
                roster.note(new SessionEvent.Refused(now, session, refused));
            }
            return decision;
        }
    }

    /// A call leaves the waiting room: it was served, refused, or went away. What was reserved for
    /// it, if nobody else of its session is there to take it, goes to the next.
    public void leave(SessionId session, Instant now) {
        change(
                now,
                () -> {
                    var grant = usher.leave(session, now);
                    var member = grant == null ? null : roster.member(grant.instance().id());
                    if (grant != null && member != null) {
                        reconciler.release(member, grant, now);
                    }
                });
    }

    /// Where the session stands in the waiting room; null if it does not wait.
    public @Nullable QueuePlace place(SessionId session) {
        synchronized (lock) {
            return usher.find(session);
        }
    }

    /// How far the session is on its way to an instance.
    public Standing standing(SessionId session) {
        synchronized (lock) {
            return usher.standing(session);
        }
    }

    /// Who waits, the head of the line first.
    public List<QueuePlace> queue() {
        synchronized (lock) {
            return usher.line();
        }
    }

    public boolean isRegistered(InstanceId id) {
        synchronized (lock) {
            return roster.member(id) != null;
        }
    }

    /// Whether the instance is still being bound or ended under that epoch.
    public boolean isUnsettled(Decision.Unsettled unsettled) {
        synchronized (lock) {
            var member = roster.member(unsettled.instance());
            return member != null
                    && switch (member.slot()) {
                        case Slot.Reserved(var grant) -> grant.epoch().equals(unsettled.epoch());
                        case Slot.Ending(var hold, _, _) -> hold.epoch().equals(unsettled.epoch());
                        case Slot.Free _, Slot.Blocked _, Slot.Held _, Slot.Taken _, Slot.Stale _ ->
                                false;
                    };
        }
    }

    /// The instance of a reserved grant was asked to bind it. The caller claims again, to see what
    /// the answer made of the table.
    public void settle(Grant grant, Reply reply, Instant now) {
        with(grant.instance().id(), now, member -> reconciler.bound(member, grant, reply, now));
    }

    /// A call of the grant went away before its instance could see it. If it was the grant's only
    /// use, the session ends: a client that vanishes leaves nothing behind.
    public void abandon(Grant grant, Instant now) {
        with(
                grant.instance().id(),
                now,
                member -> {
                    grant.usage().unsent(now);
                    reconciler.endIfUnused(member, grant, now);
                });
    }

    /// The call that was to bind the grant went away before the answer. The instance may have been
    /// asked, so it is told to forget; it may even have been heard to have bound it.
    public void cancel(Grant grant, Instant now) {
        with(
                grant.instance().id(),
                now,
                member -> {
                    reconciler.bound(member, grant, new Reply.Unknown(), now);
                    reconciler.endIfUnused(member, grant, now);
                });
    }

    /// A call has ended its own session: the instance says so in that call's trailers.
    public void endedByCall(Grant grant, AfterEnd after, Instant now) {
        with(
                grant.instance().id(),
                now,
                member -> reconciler.endedByCall(member, grant, after, now));
    }

    /// A call of the grant was turned away, because the grant is over at the instance, which may
    /// still be busy with its end.
    public void endedAtInstance(Grant grant, Instant now) {
        with(
                grant.instance().id(),
                now,
                member -> {
                    if (grant.equals(member.slot().hold())) {
                        reconciler.end(member, grant, EndReason.AT_INSTANCE, now);
                    }
                });
    }

    /// Ends a session: from now on no call of it is forwarded, and its instance is to be told
    /// ([#ending]).
    ///
    /// @return whether there was such a session
    public boolean end(SessionId session, EndReason reason, Instant now) {
        synchronized (lock) {
            var member = roster.holder(session);
            var hold = member == null ? null : member.slot().hold();
            if (member == null || hold == null) {
                return false;
            }
            reconciler.end(member, hold, reason, now);
            return true;
        }
    }

    /// A user who called for the session has gone. It ends if it is theirs: whoever else called for
    /// it was refused, and their coming and going means nothing. A session that no gateway granted
    /// yet has no owner that is known here, and a client that calls its instance directly.
    public void clientGone(SessionId session, UserName user, Instant now) {
        synchronized (lock) {
            var member = roster.holder(session);
            if (member != null
                    && member.slot().hold() instanceof Grant grant
                    && grant.owner().equals(user)) {
                reconciler.end(member, grant, EndReason.CLIENT_GONE, now);
            }
        }
    }

    /// Whether the user's session lost its instance and holds none since. Says so once.
    public boolean takeLoss(SessionId session, UserName user) {
        synchronized (lock) {
            return roster.departures().takeLoss(session, user);
        }
    }

    /// A call whose instance was lost is sent again.
    ///
    /// @param to the grant under which it goes on; `from`, if the session still has that
    public void replayed(Grant from, Grant to, Instant now) {
        synchronized (lock) {
            roster.note(new SessionEvent.Replayed(now, to, from.instance()));
        }
    }

    /// The holds that are ending: their instances are to be told so until they are known to have
    /// ended.
    public List<SessionEvent.Ending> ending(Instant now) {
        synchronized (lock) {
            return roster.members().stream()
                    .map(member -> member.slot().ending())
                    .filter(Objects::nonNull)
                    .map(slot -> new SessionEvent.Ending(now, slot.hold(), slot.reason()))
                    .toList();
        }
    }

    /// The instance was told that the hold ends.
    public void ended(Hold hold, Reply reply, Instant now) {
        with(hold.instance().id(), now, member -> reconciler.ended(member, hold, reply, now));
    }

    /// Makes an instance known, or known again.
    ///
    /// @return the highest epoch that was granted before: what the instance may still be asked by
    ///   that or a lower one is old. Null if an instance that started later is registered at that
    ///   address: then nothing has changed
    public @Nullable Epoch register(Instance instance, SlotReport report, Instant now) {
        var leaseUntil = now.plus(rules.lease());
        synchronized (lock) {
            var granted = epochs.highest();
            var member = roster.member(instance.id());
            if (member != null && member.instance().equals(instance)) {
                reconciler.renew(member, report, leaseUntil, now);
            } else if (!reconciler.admit(instance, report, leaseUntil, now)) {
                return null;
            }
            grace.heard(now);
            assigner.serve(now);
            return granted;
        }
    }

    /// Renews an instance's lease and takes in what it says of its slot.
    ///
    /// @return false if the instance is not known
    public boolean heartbeat(InstanceId id, SlotReport report, Instant now) {
        var leaseUntil = now.plus(rules.lease());
        return with(id, now, member -> reconciler.renew(member, report, leaseUntil, now));
    }

    /// Forgets an instance; its session is free to go on elsewhere.
    public void lose(InstanceId id, LossReason reason, Instant now) {
        with(id, now, member -> roster.remove(member, reason, now));
    }

    /// The gateway stood still for that long until now, stopped or without a processor. To be said
    /// before [#expire].
    public void stoodStill(Duration time, Instant now) {
        synchronized (lock) {
            expiry.stoodStill(time, now);
        }
    }

    /// Lets leases run out, and sessions end that are idle. To be called often.
    public void expire(Instant now) {
        change(now, () -> expiry.run(now));
    }

    /// The instances that are still registered although their lease has run out: all fell silent at
    /// once, and each has a session.
    public List<Instance> silent(Instant now) {
        synchronized (lock) {
            return expiry.silent(now).stream().map(Member::instance).toList();
        }
    }

    /// Gives an instance no new session from now on. Repeatable.
    ///
    /// @return false if the instance is not known
    public boolean drain(InstanceId id, Instant now) {
        return with(
                id,
                now,
                member -> {
                    if (!member.draining()) {
                        roster.drain(member, now);
                    }
                });
    }

    /// Runs `change` on a member.
    ///
    /// @return false if there is no such member
    private boolean with(InstanceId id, Instant now, Consumer<Member> change) {
        synchronized (lock) {
            var member = roster.member(id);
            if (member != null) {
                change(now, () -> change.accept(member));
            }
            return member != null;
        }
    }

    /// Every change ends with what it makes free going to those who wait for it.
    private void change(Instant now, Runnable change) {
        synchronized (lock) {
            change.run();
            assigner.serve(now);
        }
    }

    /// Whether there is something to take. Takes no lock.
    public boolean hasEvents() {
        return roster.hasEvents();
    }

    /// What has happened since this was asked last, oldest first. Whoever changes the table takes
    /// these, or they pile up.
    public List<SessionEvent> takeEvents() {
        synchronized (lock) {
            return roster.takeEvents();
        }
    }

    public Counts counts() {
        synchronized (lock) {
            return roster.tally().counts();
        }
    }

    /// Every instance, with the session that is on it.
    public List<InstanceView> instances() {
        synchronized (lock) {
            return roster.members().stream().map(InstanceView::of).toList();
        }
    }

    /// The session's preference list: every instance, best first, whatever its state.
    public List<InstanceId> preference(SessionId session) {
        long hash = Rendezvous.hash(session.value());
        synchronized (lock) {
            return roster.members().stream()
                    .sorted(Rendezvous.preference(hash))
                    .map(member -> member.instance().id())
                    .toList();
        }
    }
}
