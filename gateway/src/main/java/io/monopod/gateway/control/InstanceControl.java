package io.monopod.gateway.control;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;

/// Control calls to instances about their slots. Thread-safe; each blocks for `timeouts.bind` at
/// most, unless a method says otherwise.
public interface InstanceControl extends AutoCloseable {
    /// Asks the grant's instance to take the session.
    ///
    /// @throws InterruptedException if the thread was interrupted; the instance may have the
    ///   request
    Reply bind(Grant grant) throws InterruptedException;

    /// Asks the hold's instance to give its slot back. After its answer, the instance refuses to
    /// bind that session with this or a lower epoch, even if the bind is already on its way.
    ///
    /// @throws InterruptedException if the thread was interrupted; the instance may have the
    ///   request
    Reply end(Hold hold, EndReason reason) throws InterruptedException;

    /// Checks by its key whether the process at the instance's address is that instance. Blocks for
    /// two seconds at most.
    boolean isThere(Instance instance);

    /// Tries to connect, to learn whether a process still listens.
    Reach reach(Instance instance);

    /// The instance has registered and may soon get requests. Does not block.
    void prepare(Instance instance);

    /// Releases what is kept for an instance that is no longer registered.
    void forget(Instance instance);

    /// Ends every request under way; later ones fail.
    @Override
    void close();

    /// The result of a connection attempt.
    enum Reach {
        /// A process listens there.
        CONNECTED,
        /// The host refused the connection: no process listens there.
        REFUSED,
        /// No answer: the process, its host or the network may be at fault.
        SILENT
    }
}
