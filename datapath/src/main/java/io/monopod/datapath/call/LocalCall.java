package io.monopod.datapath.call;

import io.monopod.datapath.http2.header.HeaderList;

/// A call to a service of this process, which is always reached and never lost.
///
/// @param added fields that the service gets besides the forwarded ones
public record LocalCall(CallServer target, HeaderList added) implements AdmittedCall {
    @Override
    public RoutingDecision unreached() {
        throw new IllegalStateException("a service of this process is always reached");
    }

    /// The service broke gRPC's order of header blocks: a bug.
    @Override
    public Answer lost() {
        return new Answer(13, "internal error", HeaderList.EMPTY);
    }
}
