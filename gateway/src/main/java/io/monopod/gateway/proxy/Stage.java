package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.CallEnd;
import io.monopod.gateway.http2.ErrorCode;

import org.jspecify.annotations.Nullable;

/// How far a call has come. Each stage offers the ways out of it; [#leave] is the way to [Over]
/// that all of them have, whenever the client or the clock ends the call.
///
/// ```
/// Undecided --assigned--> Waiting --forwarded--> Forwarded --answered--> Over
///     ^                      |                       |
///     +------- Former -------+------ Former ---------+   (unreached; or lost)
/// ```
sealed interface Stage {
    /// Lets go of whatever the call has, and reports it.
    void leave(SplicedCall call, CallReport report, Cause cause);

    /// Somebody is being asked what becomes of it.
    ///
    /// @param former what it was before, if it was forwarded or about to be
    /// @param decider to be interrupted if the call ends meanwhile; null if it takes no time
    record Undecided(@Nullable Former former, @Nullable Thread decider) implements Stage {
        Waiting assigned(Course.ToInstance course, InstanceSide side) {
            return new Waiting(course, side);
        }

        @Override
        public void leave(SplicedCall call, CallReport report, Cause cause) {
            if (former != null) {
                report.ended(former.call(), cause.end(former.sent()));
            }
            if (decider != null) {
                decider.interrupt();
            }
        }
    }

    /// It has a target, whose connection cannot take it yet.
    record Waiting(Course.ToInstance course, InstanceSide side) implements Stage {
        Forwarded forwarded(InstanceStream stream) {
            return new Forwarded(course, stream);
        }

        Former unreached() {
            return new Former(course.call(), new CallEnd.Unreached());
        }

        @Override
        public void leave(SplicedCall call, CallReport report, Cause cause) {
            side.withdraw(call);
            report.ended(course.call(), cause.end(false));
        }
    }

    /// The instance has it.
    record Forwarded(Course.ToInstance course, InstanceStream stream) implements Stage {
        Former unreached() {
            return new Former(course.call(), new CallEnd.Unreached());
        }

        Former lost() {
            return new Former(course.call(), new CallEnd.Lost());
        }

        @Override
        public void leave(SplicedCall call, CallReport report, Cause cause) {
            stream.reset(ErrorCode.CANCEL);
            report.ended(course.call(), cause.end(true));
        }
    }

    /// The client has, or wants, no further answer.
    record Over(Cause cause) implements Stage {
        @Override
        public void leave(SplicedCall call, CallReport report, Cause again) {}
    }

    /// What a call was that has no instance any more.
    ///
    /// @param end how that came
    record Former(AdmittedCall call, CallEnd end) {
        boolean sent() {
            return end instanceof CallEnd.Lost;
        }
    }

    /// Why a call is over.
    enum Cause {
        ANSWERED,
        CANCELLED,
        LATE,
        EXPIRED;

        CallEnd end(boolean sent) {
            return switch (this) {
                case ANSWERED, CANCELLED -> new CallEnd.Cancelled(sent);
                case LATE -> new CallEnd.DeadlineExceeded(sent);
                case EXPIRED -> new CallEnd.Expired(sent);
            };
        }
    }
}
