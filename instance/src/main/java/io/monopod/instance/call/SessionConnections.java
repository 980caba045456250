package io.monopod.instance.call;

import io.monopod.contract.Names;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.instance.call.Identification.Known;
import io.monopod.instance.slot.Caller;
import io.monopod.instance.slot.SessionSlot;
import io.monopod.instance.slot.SlotState.Held;
import io.monopod.instance.slot.SlotState.Holder;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Which open connections have brought a call of the session that holds the slot. A gateway opens
/// one for each of its clients, and closes it with the client's own. Thread-safe.
public final class SessionConnections {
    private final SessionSlot slot;
    private final GatewayTokens tokens;
    private final Vouchers vouchers;

    /// Whose latest call came on each connection. Only the connection's reader thread writes its
    /// entry.
    private final Map<ClientConnection, Client> open = new ConcurrentHashMap<>();

    private final LongAdder known = new LongAdder();

    private record Client(SessionId session, UserName user) {
        static Client of(Caller caller) {
            return new Client(caller.session(), caller.user());
        }

        boolean isOf(Holder holder) {
            return session.equals(holder.session())
                    && holder.owner().map(user::equals).orElse(true);
        }
    }

    public SessionConnections(SessionSlot slot, GatewayTokens tokens, Vouchers vouchers) {
        this.slot = slot;
        this.tokens = tokens;
        this.vouchers = vouchers;
    }

    /// How many have come so far.
    long known() {
        return known.sum();
    }

    /// Whether one is open.
    boolean areOpen(Holder holder) {
        return open.values().stream().anyMatch(client -> client.isOf(holder));
    }

    /// A handler that passes calls on, and notes their connections.
    public CallHandler of(CallHandler calls) {
        return new CallHandler() {
            @Override
            public RoutingDecision admit(HeaderList head, ClientConnection client) {
                called(head, client);
                return calls.admit(head, client);
            }

            @Override
            public Set<String> replaced() {
                return calls.replaced();
            }

            @Override
            public Answer overloaded() {
                return calls.overloaded();
            }

            @Override
            public Answer stopped() {
                return calls.stopped();
            }

            @Override
            public boolean allowsReservedNames() {
                return calls.allowsReservedNames();
            }

            @Override
            public void closed(ClientConnection client) {
                open.remove(client);
                calls.closed(client);
            }
        };
    }

    /// Costs the first call on a connection a check of who calls, and others two comparisons.
    private void called(HeaderList head, ClientConnection connection) {
        if (slot.state() instanceof Held(var holder, _, _, _, _)
                && holder.session().value().equals(head.first(Names.SESSION_ID))) {
            var before = open.get(connection);
            if ((before == null || !before.isOf(holder))
                    && Identification.of(CallFields.of(head), tokens, vouchers)
                            instanceof Known(var caller, _)
                    && Client.of(caller).isOf(holder)) {
                open.put(connection, Client.of(caller));
                known.increment();
            }
        }
    }
}
