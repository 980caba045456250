package io.monopod.myservice.instance;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// What the slot is at one moment. Each state offers its legal transitions and no other; each
/// transition keeps two promises: the highest epoch seen never falls, and the revision rises by one
/// exactly when the change shows in a report to the gateway.
sealed interface SlotState {
    /// The highest epoch that the slot has seen, in a grant or in the end of one.
    Epoch highest();

    long revision();

    /// Who holds a slot.
    ///
    /// @param epoch of the grant; [Epoch#NONE] if a direct call took the slot
    /// @param owner empty if a direct call took the slot
    record Holder(SessionId session, Epoch epoch, Optional<UserName> owner) {}

    /// Who gave a slot back, and why.
    record LastEnd(SessionId session, Epoch epoch, String reason) {
        private static LastEnd of(Holder holder, String reason) {
            return new LastEnd(holder.session(), holder.epoch(), reason);
        }
    }

    /// The process does not serve yet.
    record Starting(Epoch highest, long revision) implements SlotState {
        Empty open() {
            return new Empty(highest, revision + 1);
        }

        Closed close() {
            return new Closed(highest, revision + 1);
        }
    }

    /// No session holds the slot.
    ///
    /// @param last who gave it back last
    record Empty(Epoch highest, long revision, Optional<LastEnd> last) implements SlotState {
        /// One that nobody has held yet.
        Empty(Epoch highest, long revision) {
            this(highest, revision, Optional.empty());
        }

        Held take(Holder holder) {
            return new Held(
                    holder,
                    Usage.UNUSED,
                    Future.AS_CONFIGURED,
                    later(highest, holder.epoch()),
                    revision + 1);
        }

        /// A grant that was ended before it arrived must find the slot shut when it does.
        Empty fence(Epoch epoch) {
            return new Empty(later(highest, epoch), revision + 1, last);
        }

        Closed close() {
            return new Closed(highest, revision + 1, last);
        }
    }

    /// A session holds the slot and may call.
    record Held(Holder holder, Usage usage, Future future, Epoch highest, long revision)
            implements SlotState {
        Held use() {
            return new Held(holder, Usage.USED, future, highest, revision);
        }

        /// The same session under a newer grant: its gateway restarted, or a gateway takes over a
        /// session that called directly.
        Held renew(Holder renewed) {
            return new Held(renewed, usage, future, later(highest, renewed.epoch()), revision + 1);
        }

        /// The process will stop when this session is over.
        Held makeLast() {
            return new Held(holder, usage, Future.CLOSE, highest, revision);
        }

        /// As [Empty#fence], for a grant to another session.
        Held fence(Epoch epoch) {
            return new Held(holder, usage, future, later(highest, epoch), shown(epoch));
        }

        Ending end(Epoch epoch) {
            return new Ending(holder, future, later(highest, epoch), shown(epoch));
        }

        private long shown(Epoch epoch) {
            return revisionWith(epoch, holder, highest, revision);
        }
    }

    /// A session still holds the slot, for as long as its last calls run, and may not call any
    /// more.
    record Ending(Holder holder, Future future, Epoch highest, long revision) implements SlotState {
        Ending makeLast() {
            return new Ending(holder, Future.CLOSE, highest, revision);
        }

        /// As [Held#fence].
        Ending fence(Epoch epoch) {
            var shown = revisionWith(epoch, holder, highest, revision);
            return new Ending(holder, future, later(highest, epoch), shown);
        }

        Empty free(String reason) {
            return new Empty(highest, revision + 1, Optional.of(LastEnd.of(holder, reason)));
        }

        Closed close(String reason) {
            return new Closed(highest, revision + 1, Optional.of(LastEnd.of(holder, reason)));
        }
    }

    /// No session will hold the slot again: the process is about to exit.
    ///
    /// @param last who gave it back last
    record Closed(Epoch highest, long revision, Optional<LastEnd> last) implements SlotState {
        /// One that nobody has held.
        Closed(Epoch highest, long revision) {
            this(highest, revision, Optional.empty());
        }
    }

    /// Whether the session has called yet.
    enum Usage {
        UNUSED,
        USED
    }

    /// What becomes of the slot after the session that holds it.
    enum Future {
        AS_CONFIGURED,
        CLOSE
    }

    /// The revision once a held slot has seen `epoch`. A session that has no epoch of its own, as a
    /// direct call took the slot, is reported with the highest seen.
    private static long revisionWith(Epoch epoch, Holder holder, Epoch highest, long revision) {
        boolean shows = holder.epoch().equals(Epoch.NONE) && epoch.isAfter(highest);
        return shows ? revision + 1 : revision;
    }

    private static Epoch later(Epoch one, Epoch other) {
        return one.isAfter(other) ? one : other;
    }
}
