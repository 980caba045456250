package io.monopod.gateway.call;

import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.LocalCall;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.Route;

/// The gateway's own services, which keep no sessions.
///
/// @param server serves all of them
public record LocalDestination(CallServer server) implements Destination {
    @Override
    public RoutingDecision assign(SessionRequest request) {
        return any(request.route(), request.passed());
    }

    @Override
    public RoutingDecision any(Route route, HeaderList passed) {
        return new RoutingDecision.Forward(new LocalCall(server, passed));
    }
}
