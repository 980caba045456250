package io.monopod.gateway.telemetry;

import io.monopod.datapath.call.Upstream;
import io.monopod.datapath.http2.header.HeaderList;

/// Receives the events of one call. A call ends once.
public interface CallObservation {
    /// The call goes to this instance: the first one, or another one after the previous was
    /// unreachable or lost.
    default void forwarded(Upstream target) {}

    /// Additional header fields for the instance.
    default HeaderList added() {
        return HeaderList.EMPTY;
    }

    /// The call ended with the instance's answer.
    ///
    /// @param status `grpc-status`; -1 if it sent none
    void answered(int status);

    /// The call ended without an instance's answer.
    ///
    /// @param code the gRPC code that the client got, or would have got
    /// @param reason the gateway's reason; empty if the client cancelled or its deadline passed
    void ended(int code, String reason);
}
