package io.monopod.datapath.splice;

import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.CallEnd;
import io.monopod.datapath.http2.frame.ErrorCode;

import org.jspecify.annotations.Nullable;

/// The state of a call. Each state offers its transitions. [#leave] leads from every state to
/// [Over], when the client or a time limit ends the call.
///
/// ```
/// Undecided --assigned--> Waiting --forwarded--> Forwarded --answered--> Over
///     ^                      |                       |
///     +------- Former -------+------ Former ---------+   (unreached; or lost)
/// ```
sealed interface CallState {
    /// Releases what the call holds, and reports its end.
    void leave(SplicedCall call, CallReport report, Cause cause);

    /// The decision about the call is running.
    ///
    /// @param former the state before, if the call was forwarded or about to be
    /// @param decider the thread to interrupt if the call ends meanwhile; null if the decision does
    ///   not block
    record Undecided(@Nullable Former former, @Nullable Thread decider) implements CallState {
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

    /// The call waits for room on a connection to its target.
    record Waiting(EncodedDecision.Forward decision, UpstreamConnection upstream)
            implements CallState {
        Forwarded forwarded(UpstreamStream stream) {
            return new Forwarded(decision, stream);
        }

        Former unreached() {
            return new Former(decision.call(), new CallEnd.Unreached());
        }

        @Override
        public void leave(SplicedCall call, CallReport report, Cause cause) {
            upstream.withdraw(call);
            report.ended(decision.call(), cause.end(false));
        }
    }

    /// The call was sent to the instance.
    record Forwarded(EncodedDecision.Forward decision, UpstreamStream stream) implements CallState {
        Former unreached() {
            return new Former(decision.call(), new CallEnd.Unreached());
        }

        Former lost() {
            return new Former(decision.call(), new CallEnd.Lost());
        }

        @Override
        public void leave(SplicedCall call, CallReport report, Cause cause) {
            stream.reset(ErrorCode.CANCEL);
            report.ended(decision.call(), cause.end(true));
        }
    }

    /// The client has its response, or needs none.
    record Over(Cause cause) implements CallState {
        @Override
        public void leave(SplicedCall call, CallReport report, Cause again) {}
    }

    /// A call whose instance no longer has it.
    ///
    /// @param end why
    record Former(AdmittedCall call, CallEnd end) {
        boolean sent() {
            return end instanceof CallEnd.Lost;
        }
    }

    /// Why a call is over.
    enum Cause {
        ANSWERED,
        CANCELLED,
        OVERLOADED,
        STOPPED,
        LATE,
        EXPIRED;

        CallEnd end(boolean sent) {
            return switch (this) {
                case ANSWERED, CANCELLED, STOPPED -> new CallEnd.Cancelled(sent);
                case OVERLOADED -> new CallEnd.Overloaded(sent);
                case LATE -> new CallEnd.DeadlineExceeded(sent);
                case EXPIRED -> new CallEnd.Expired(sent);
            };
        }
    }
}
