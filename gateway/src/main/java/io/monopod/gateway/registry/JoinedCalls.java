package io.monopod.gateway.registry;

import io.monopod.config.Secret;
import io.monopod.contract.Names;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.CallServer;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.LocalCalls;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;

/// The calls of the control listener, all served in this process. A connection that has shown the
/// join secret belongs to an instance. It keeps its place and its share of the limits, however many
/// strangers connect. [JoinGuard] still decides whether each call is let in.
record JoinedCalls(LocalCalls calls, Secret joinSecret) implements CallHandler {
    JoinedCalls(CallServer server, Secret joinSecret) {
        this(new LocalCalls(server), joinSecret);
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        if (isJoined(head, joinSecret)) {
            client.secretShown();
        }
        return calls.admit(head, client);
    }

    static boolean isJoined(HeaderList head, Secret joinSecret) {
        var given = head.first(Names.JOIN);
        return given != null && joinSecret.matches(given);
    }

    @Override
    public boolean allowsReservedNames() {
        return calls.allowsReservedNames();
    }
}
