package io.monopod.instance.slot;

import io.monopod.config.Secret;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.util.Optional;

/// A state of the slot. Each state offers only its legal transitions. Every transition keeps two
/// invariants: the highest epoch seen never falls, and the revision rises by one exactly when the
/// change shows in a report to the gateway.
public sealed interface SlotState {
    /// The highest epoch that the slot has seen, in a grant or an end.
    Epoch highest();

    long revision();

    /// The session that holds a slot.
    ///
    /// @param epoch of the grant; [Epoch#NONE] if a direct call took the slot
    /// @param owner the session's user; empty if its gateway did not send one
    /// @param proof makes a gateway believe the owner: the grant's proof, or the token of the
    ///   direct call
    record Holder(SessionId session, Epoch epoch, Optional<UserName> owner, Secret proof) {
        /// Whether a gateway has bound it.
        public boolean isGranted() {
            return epoch.isAfter(Epoch.NONE);
        }

        /// Whether both have an owner and the owners differ.
        boolean isAnothers(Holder other) {
            return owner.isPresent() && other.owner.isPresent() && !owner.equals(other.owner);
        }
    }

    /// The last holder that gave the slot back, and why.
    record LastEnd(Holder holder, String reason) {}

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
    /// @param last the last end, if any
    record Empty(Epoch highest, long revision, Optional<LastEnd> last) implements SlotState {
        /// A slot that no session has held yet.
        public Empty(Epoch highest, long revision) {
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

        /// If an end overtakes its grant, the slot must refuse the grant when it arrives.
        Empty fence(Epoch epoch) {
            return new Empty(later(highest, epoch), revision + 1, last);
        }

        Closed close() {
            return new Closed(highest, revision + 1, last);
        }
    }

    /// A session holds the slot, and its calls get in.
    record Held(Holder holder, Usage usage, Future future, Epoch highest, long revision)
            implements SlotState {
        Held use() {
            return new Held(holder, Usage.USED, future, highest, revision);
        }

        /// The same session under a newer grant: its gateway restarted, or a gateway takes over a
        /// session that began with a direct call.
        Held renew(Holder renewed) {
            return new Held(renewed, usage, future, later(highest, renewed.epoch()), revision + 1);
        }

        /// The process stops after this session.
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

    /// A session still holds the slot while its last calls run, but no new call gets in.
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
            return new Empty(highest, revision + 1, Optional.of(new LastEnd(holder, reason)));
        }

        Closed close(String reason) {
            return new Closed(highest, revision + 1, Optional.of(new LastEnd(holder, reason)));
        }
    }

    /// No session will hold the slot again: the process is about to exit.
    ///
    /// @param last the last end, if any
    record Closed(Epoch highest, long revision, Optional<LastEnd> last) implements SlotState {
        /// A slot that no session has held.
        Closed(Epoch highest, long revision) {
            this(highest, revision, Optional.empty());
        }
    }

    /// Whether the session has made a call yet.
    enum Usage {
        UNUSED,
        USED
    }

    /// What happens to the slot after the current session.
    enum Future {
        AS_CONFIGURED,
        CLOSE
    }

    /// The revision once a held slot has seen `epoch`. A session without an epoch of its own (a
    /// direct call took the slot) is reported with the highest epoch seen.
    private static long revisionWith(Epoch epoch, Holder holder, Epoch highest, long revision) {
        boolean shows = holder.epoch().equals(Epoch.NONE) && epoch.isAfter(highest);
        return shows ? revision + 1 : revision;
    }

    private static Epoch later(Epoch one, Epoch other) {
        return one.isAfter(other) ? one : other;
    }
}
