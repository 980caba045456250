package io.monopod.datapath.downstream;

import io.monopod.datapath.splice.SplicedCall;

import org.jspecify.annotations.Nullable;

/// Chooses the call of a client connection to end when there is no memory for a smaller one: the
/// call that holds most ("longest queue drop"; Suter, Lakshman, Stiliadis and Choudhury, "Design
/// considerations for supporting TCP with per-flow queueing", 1998). Guarded by the lock.
final class LongestQueue {
    private LongestQueue() {}

    /// Ends the call that holds most.
    ///
    /// @param than bytes that the call must exceed
    /// @return whether a call was ended
    static boolean drop(DownstreamConnection downstream, long than) {
        DownstreamStream longest = null;
        long most = than;
        for (var stream : downstream.endpoint().openStreams()) {
            var candidate = (DownstreamStream) stream;
            long held = held(candidate.call());
            if (held > most) {
                longest = candidate;
                most = held;
            }
        }
        if (longest == null) {
            return false;
        }
        longest.giveUp();
        return true;
    }

    private static long held(@Nullable SplicedCall call) {
        return call == null ? 0 : call.held();
    }
}
