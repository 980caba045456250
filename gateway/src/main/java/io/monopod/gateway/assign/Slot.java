package io.monopod.gateway.assign;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The gateway's view of one instance's slot. Immutable; each state says what a report makes of it.
sealed interface Slot {
    /// The slot once `news`, which is newer than all that was known, has come from the instance.
    Slot after(SlotReport news, Instance instance, Instant now);

    /// The session that is on the instance, or may be.
    @Nullable Hold hold();

    /// What the instance is being told to end, or null.
    default @Nullable Ending ending() {
        return null;
    }

    /// The slot of which nothing but a report is known.
    static Slot of(SlotReport report, Instance instance, Instant now) {
        return switch (report) {
            case SlotReport.Starting _ -> new Blocked(Quarantine.STARTING);
            case SlotReport.Closed _ -> new Blocked(Quarantine.CLOSED);
            case SlotReport.Free _ -> new Free();
            case SlotReport.Held(var session, var owner, var epoch, _) ->
                    new Held(new Grant(session, owner, epoch, instance, now, new Usage(now, true)));
            case SlotReport.Taken(var session, _, _) ->
                    new Taken(new Hold.Direct(session, instance, now));
        };
    }

    /// It takes a session now.
    record Free() implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return of(news, instance, now);
        }

        @Override
        public @Nullable Hold hold() {
            return null;
        }
    }

    /// It takes none, and holds none.
    record Blocked(Quarantine why) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return of(news, instance, now);
        }

        @Override
        public @Nullable Hold hold() {
            return null;
        }
    }

    /// A bind is under way. Only its own news ends this: whatever else the instance reports, the
    /// bind can still succeed, until its answer is there.
    record Reserved(Grant grant) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return isBoundBy(news) ? new Held(grant) : this;
        }

        boolean isBoundBy(SlotReport news) {
            return news instanceof SlotReport.Held held
                    && held.session().equals(grant.session())
                    && held.epoch().equals(grant.epoch());
        }

        @Override
        public Hold hold() {
            return grant;
        }
    }

    /// A session holds it by a grant.
    record Held(Grant grant) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return isStillHeld(news) ? this : of(news, instance, now);
        }

        private boolean isStillHeld(SlotReport news) {
            return news instanceof SlotReport.Held held
                    && held.session().equals(grant.session())
                    && held.epoch().equals(grant.epoch());
        }

        @Override
        public Hold hold() {
            return grant;
        }
    }

    /// A session holds it by a direct call.
    record Taken(Hold.Direct hold) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            boolean same =
                    news instanceof SlotReport.Taken taken
                            && taken.session().equals(hold.session());
            return same ? this : of(news, instance, now);
        }
    }

    /// The instance is being told to end the session. It stays so until the instance shows that the
    /// session does not hold the slot and never will by that grant, which it shows by the epoch.
    ///
    /// @param since when it was first told, for that reason
    record Ending(Hold hold, EndReason reason, Instant since) implements Slot {
        @Override
        public Ending ending() {
            return this;
        }

        /// A second reason does not replace the first; but who forces an end does not wait.
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
                case SlotReport.Taken _ -> news.epoch().isAfter(hold.epoch()) && !isHeldBy(news);
            };
        }

        /// Whether the report still shows the session that is to end.
        boolean isHeldBy(SlotReport report) {
            return switch (report) {
                case SlotReport.Held held ->
                        held.session().equals(hold.session())
                                && !held.epoch().isAfter(hold.epoch());
                case SlotReport.Taken taken -> taken.session().equals(hold.session());
                case SlotReport.Starting _, SlotReport.Free _, SlotReport.Closed _ -> false;
            };
        }
    }

    /// The session has left without a word of the instance, and may be on another one by now under
    /// a higher epoch. This one takes nobody until it has confirmed the end; its old calls are cut.
    record Stale(Ending ending) implements Slot {
        @Override
        public Slot after(SlotReport news, Instance instance, Instant now) {
            return ending.isOver(news) ? of(news, instance, now) : this;
        }

        @Override
        public @Nullable Hold hold() {
            return null;
        }
    }
}
