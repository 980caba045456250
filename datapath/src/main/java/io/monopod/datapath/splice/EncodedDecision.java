package io.monopod.datapath.splice;

import io.monopod.datapath.call.AdmittedCall;
import io.monopod.datapath.call.Replayable;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.call.TimeLimit;
import io.monopod.datapath.call.Upstream;

import org.jspecify.annotations.Nullable;

/// A [RoutingDecision] with everything that can be computed and encoded before the lock is taken.
public sealed interface EncodedDecision {
    /// @param added the header block of the fields that are added for the instance
    record Forward(
            AdmittedCall call,
            Upstream target,
            RequestHead added,
            Replayable replayable,
            @Nullable TimeLimit timeLimit)
            implements EncodedDecision {}

    record Refuse(EncodedAnswer answer) implements EncodedDecision {}

    /// @param release runs instead of the decision if the call ends before
    record Later(RoutingDecision.Decision decision, Runnable release) implements EncodedDecision {}

    System.Logger LOG = System.getLogger(EncodedDecision.class.getName());

    /// The answer to the client when our code has a bug.
    EncodedDecision FAILED = new Refuse(EncodedAnswer.of(13, "internal error"));

    /// Never throws: an exception of the decision is a bug, and fails only that call. Blocks as
    /// long as the decision does.
    static EncodedDecision of(RoutingDecision.Decision decision) {
        try {
            return encode(decision.decide());
        } catch (InterruptedException e) {
            return FAILED; // the call has ended, so this is not sent
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a decision about a call failed", e);
            return FAILED;
        }
    }

    private static EncodedDecision encode(RoutingDecision decision) {
        return switch (decision) {
            case RoutingDecision.Forward(var call) ->
                    new Forward(
                            call,
                            call.target(),
                            RequestHead.of(call.added()),
                            call.replayable(),
                            call.timeLimit());
            case RoutingDecision.Refuse(var answer) -> new Refuse(EncodedAnswer.of(answer));
            case RoutingDecision.Later(var later, var release) -> new Later(later, release);
        };
    }
}
