package io.monopod.gateway.proxy;

import io.monopod.gateway.call.AdmittedCall;
import io.monopod.gateway.call.Replayable;
import io.monopod.gateway.call.Target;
import io.monopod.gateway.call.TimeLimit;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderBlock;
import io.monopod.gateway.http2.HeaderEncoder;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/// What becomes of a call: a [Verdict], with all that can be asked and encoded before the lock is
/// taken.
sealed interface Course {
    /// @param added header block of the fields that the instance gets besides the client's
    record ToInstance(
            AdmittedCall call,
            Target target,
            HeaderBlock added,
            Replayable replayable,
            @Nullable TimeLimit timeLimit)
            implements Course {
        Verdict unreached() throws InterruptedException {
            return call.unreached();
        }

        Verdict replay() throws InterruptedException {
            return call.replay();
        }

        Verdict lost() throws InterruptedException {
            return new Verdict.Refuse(call.lost());
        }
    }

    record Answered(EncodedAnswer answer) implements Course {}

    /// @param letGo runs instead of the decision if nobody asks for that
    record Undecided(Verdict.Decision decision, Runnable letGo) implements Course {}

    System.Logger LOG = System.getLogger(Course.class.getName());

    /// What the client is told about a bug of ours.
    Course FAILED = new Answered(EncodedAnswer.of(13, "internal error"));

    /// Never throws: an exception of the supplier's is a bug, and costs that call only.
    static Course of(Supplier<Verdict> supplier) {
        try {
            return of(supplier.get());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a decision about a call failed", e);
            return FAILED;
        }
    }

    /// Blocks until it is decided. Never throws.
    static Course decided(Verdict.Decision decision) {
        try {
            return of(decision.decide());
        } catch (InterruptedException e) {
            return FAILED; // the call is over, nobody will see it
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a decision about a call failed", e);
            return FAILED;
        }
    }

    private static Course of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Forward(var call) ->
                    new ToInstance(
                            call,
                            call.target(),
                            HeaderEncoder.encode(call.added()),
                            call.replayable(),
                            call.timeLimit());
            case Verdict.Refuse(var answer) -> new Answered(EncodedAnswer.of(answer));
            case Verdict.Later(var decision, var letGo) -> new Undecided(decision, letGo);
        };
    }
}
