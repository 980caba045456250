package io.monopod.gateway.table;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.GrantCalls;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SlotReport;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The gateway's view of one instance's slot. Immutable. Each state defines how a report changes
/// it.
sealed interface Slot {
    /// The slot after `news`, which is newer than every earlier report.
    default Slot after(SlotReport news, Instance instance, Instant now) {
        return of(news, instance, now);
    }

    /// The session that is on the instance, or may be on it.
    @Nullable Hold hold();

    /// What the instance is being told to end, or null.
    default @Nullable Ending ending() {
        return null;
    }

    /// The slot if only a report is known.
    static Slot of(SlotReport report, Instance instance, Instant now) {
        return switch (report) {
            case SlotReport.Starting _ -> new Blocked(Quarantine.STARTING);
            case SlotReport.Closed _ -> new Blocked(Quarantine.CLOSED);
            case SlotReport.Free _ -> new Free();
            case SlotReport.Held(var session, var owner, var epoch, _) ->
                    new Held(
                            new Grant(
                                    session,
                                    owner,
                                    epoch,
                                    instance,
                                    now,
                                    new GrantCalls(now, true)));
            case SlotReport.Taken(var session, var owner, _, _) ->
                    new Taken(new Hold.Direct(session, owner, instance, now));
            case SlotReport.Unproved(var session, var epoch, _) ->
                    new Stale(
                            new Ending(
                                    new Hold.Unproved(session, epoch, instance, now),
                                    EndReason.UNPROVED,
                                    now));
        };
    }

    /// It takes a session.
    record Free() implements Slot {
        @Override
        public @Nullable Hold hold() {
            return null;
        }
    }

    /// It takes no session, and holds none.
    record Blocked(Quarantine why) implements Slot {
        @Override
        public @Nullable Hold hold() {
            return null;
        }
    }

    /// A bind is under way. Only a report of this bind ends the state: whatever else the instance
    /// reports, the bind can still succeed until its result is known.
    record Reserved(Grant grant) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            boolean bound = news.isHeldBy(grant.session(), grant.epoch());
            return bound ? new Held(grant) : this;
        }

        @Override
        public Hold hold() {
            return grant;
        }
    }

    /// A session holds the instance by a grant.
    record Held(Grant grant) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            boolean still = news.isHeldBy(grant.session(), grant.epoch());
            return still ? this : of(news, instance, now);
        }

        @Override
        public Hold hold() {
            return grant;
        }
    }

    /// A session holds the instance by a direct call.
    record Taken(Hold.Direct hold) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return isSame(news) ? this : of(news, instance, now);
        }

        /// One proof is enough: the token that proves it may expire before the session ends.
        private boolean isSame(SlotReport news) {
            return switch (news) {
                case SlotReport.Taken taken ->
                        taken.session().equals(hold.session())
                                && taken.owner().equals(hold.owner());
                case SlotReport.Unproved unproved -> unproved.session().equals(hold.session());
                case SlotReport.Starting _,
                        SlotReport.Free _,
                        SlotReport.Held _,
                        SlotReport.Closed _ ->
                        false;
            };
        }
    }

    /// The instance is being told to end the session. This lasts until a report shows, by its
    /// epoch, that the session does not hold the slot and never will by this grant.
    ///
    /// @param since when the end for this reason began
    record Ending(Hold hold, EndReason reason, Instant since) implements Slot {
        @Override
        public Ending ending() {
            return this;
        }

        /// A later reason does not replace an earlier one, except that a forced end does not wait.
        boolean yieldsTo(EndReason other) {
            return other == EndReason.FORCED && reason != EndReason.FORCED;
        }

        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return isOver(news) ? of(news, instance, now) : this;
        }

        private boolean isOver(SlotReport news) {
            return switch (news) {
                case SlotReport.Closed _ -> true;
                case SlotReport.Starting _, SlotReport.Free _ ->
                        !hold.epoch().isAfter(news.epoch());
                case SlotReport.Held _ -> news.epoch().isAfter(hold.epoch());
                case SlotReport.Taken _, SlotReport.Unproved _ ->
                        news.epoch().isAfter(hold.epoch()) && !isHeldBy(news);
            };
        }

        /// Whether the report still shows the session that is to end.
        boolean isHeldBy(SlotReport report) {
            return switch (report) {
                case SlotReport.Held held ->
                        held.session().equals(hold.session())
                                && !held.epoch().isAfter(hold.epoch());
                case SlotReport.Taken taken -> taken.session().equals(hold.session());
                case SlotReport.Unproved unproved -> unproved.session().equals(hold.session());
                case SlotReport.Starting _, SlotReport.Free _, SlotReport.Closed _ -> false;
            };
        }
    }

    /// The session was released without the instance's confirmation, and may be on another one by
    /// now under a higher epoch. Or it was never there, as far as the instance can prove. This
    /// instance takes no session until it confirms the end; its old calls are cut.
    record Stale(Ending ending) implements Slot {
        @Override
        public @Nullable Hold hold() {
            return null;
        }

        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return ending.isOver(news) ? of(news, instance, now) : this;
        }
    }
}
