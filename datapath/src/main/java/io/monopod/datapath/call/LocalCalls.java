package io.monopod.datapath.call;

import io.monopod.datapath.http2.header.HeaderList;

/// Serves every call of a listener in this process. Its clients are trusted parts of the system
/// (instances, or a gateway), so they may use reserved names.
public record LocalCalls(CallServer server) implements CallHandler {
    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        return new RoutingDecision.Forward(new LocalCall(server, HeaderList.EMPTY));
    }

    @Override
    public boolean allowsReservedNames() {
        return true;
    }
}
