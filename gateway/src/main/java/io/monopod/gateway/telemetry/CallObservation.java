package io.monopod.gateway.telemetry;

import io.monopod.gateway.call.Target;
import io.monopod.gateway.http2.HeaderList;

/// Hears what becomes of one call. It ends once.
public interface CallObservation {
    /// It goes to that instance; or to another one, after it did not get to the one before or that
    /// was lost.
    default void forwarded(Target target) {}

    /// Fields that the instance is to get besides.
    default HeaderList added() {
        return HeaderList.EMPTY;
    }

    /// It ended with the instance's answer.
    ///
    /// @param status `grpc-status`; -1 if it sent none
    void answered(int status);

    /// It ended otherwise.
    ///
    /// @param code the gRPC code that the client got, or would have got
    /// @param reason the gateway's; empty if the client ended it, or its deadline
    void ended(int code, String reason);
}
