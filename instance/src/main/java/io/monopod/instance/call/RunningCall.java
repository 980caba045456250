package io.monopod.instance.call;

import io.monopod.contract.ContractError;

/// A call that is being served. Compared by identity.
public interface RunningCall {
    /// Ends the call with that answer, as soon as the service has noticed. Does not block.
    void end(ContractError answer);

    /// Ends the call without an answer, because the process stops. Does not block.
    void abort();
}
