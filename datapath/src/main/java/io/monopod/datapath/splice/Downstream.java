package io.monopod.datapath.splice;

import io.monopod.datapath.budget.OpenCalls;
import io.monopod.datapath.call.ConnectionEnds;
import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.config.ConnectionLimits;
import io.monopod.datapath.connection.ConnectionGroup;
import io.monopod.datapath.connection.Deadlines;

/// What calls and upstream connections need of the client's connection. Guarded by the lock of its
/// [ConnectionGroup], except where a method says otherwise.
public interface Downstream {
    ConnectionGroup group();

    ConnectionLimits limits();

    ReplayBudgets replayBudgets();

    OpenCalls openCalls();

    Deadlines deadlines();

    /// Without the lock, too.
    ConnectionEnds ends();

    /// The connection for calls to `upstream`, opened if there is none.
    UpstreamConnection upstreamFor(Upstream upstream);

    /// Whether so much waits to be written to the client that reading for it must pause.
    boolean isCrowded();

    /// Ends the call that holds most, to make room.
    ///
    /// @param moreThan bytes that the call must exceed
    /// @return whether a call was ended
    boolean dropLongest(long moreThan);

    /// The answer to a call for which there is no memory. Without the lock, too.
    EncodedAnswer overloaded();
}
