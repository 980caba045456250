package io.monopod.simulation;

import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.table.Acquisition;
import io.monopod.gateway.table.Rules;
import io.monopod.gateway.table.SessionTable;

import java.time.Instant;

/// The places where a test can plant a bug; the defaults plant none.
interface Seams {
    /// The slot of every instance.
    default InstanceSlot slot(InstanceSlot real) {
        return real;
    }

    /// The decision core of a gateway that starts now.
    default SessionTable table(Rules rules, Runnable onEvents) {
        return new SessionTable(rules, onEvents);
    }

    /// Maps the reply to a bind.
    default Reply toBind(Reply reply) {
        return reply;
    }

    /// The reply to an end has arrived, or has timed out.
    default void toEnd(SessionTable table, Hold hold, Reply reply, Instant now) {
        table.ended(hold, reply, now);
    }

    /// A call is cancelled while its instance is still being acquired.
    default void cancel(Acquisition acquisition, Instant now) {
        acquisition.cancelled(now);
    }
}
