package io.monopod.gateway.registry;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;

/// Talks to instances about their slots. Thread-safe; blocks for `timeouts.bind` at most.
public interface InstanceControl {
    /// Asks the grant's instance to take the session.
    ///
    /// @throws InterruptedException if the thread was interrupted; the instance may have been asked
    Reply bind(Grant grant) throws InterruptedException;

    /// Asks the hold's instance to give its slot back. Once it has said so, it will not bind that
    /// session by this or a lower epoch, even if the bind is still on its way.
    ///
    /// @throws InterruptedException if the thread was interrupted; the instance may have been asked
    Reply end(Hold hold, EndReason reason) throws InterruptedException;

    /// Tries to connect, to learn whether there is still a process.
    Reach reach(Instance instance);

    /// An instance has registered, and may soon be asked. Does not block.
    void prepare(Instance instance);

    /// Lets go of what is kept for an instance that is no longer registered.
    void forget(Instance instance);

    /// What a try to connect came to.
    enum Reach {
        /// A process listens there.
        CONNECTED,
        /// The host says that none does.
        REFUSED,
        /// Nobody says anything: the process, its host or the network may be at fault.
        SILENT
    }
}
