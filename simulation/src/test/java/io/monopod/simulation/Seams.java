package io.monopod.simulation;

import io.monopod.gateway.assign.Acquisition;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Reply;
import io.monopod.gateway.assign.Rules;
import io.monopod.gateway.assign.SessionTable;

import java.time.Instant;

/// The narrow places where a test plants a bug; as they are here, there is none.
interface Seams {
    /// What stands before the slot of every instance.
    default InstanceSlot slot(InstanceSlot real) {
        return real;
    }

    /// The decision core of a gateway that starts now.
    default SessionTable table(Rules rules) {
        return new SessionTable(rules);
    }

    /// How the answer to a bind is understood.
    default Reply toBind(Reply reply) {
        return reply;
    }

    /// The answer to an end has come, or has not.
    default void toEnd(SessionTable table, Hold hold, Reply reply, Instant now) {
        table.ended(hold, reply, now);
    }

    /// A call goes away while its instance is still being acquired.
    default void cancel(Acquisition acquisition, Instant now) {
        acquisition.cancelled(now);
    }
}
