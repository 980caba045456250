package io.monopod.console.live;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Every client of the run as it stands now. Guarded by the lock of [LiveModel].
final class ClientBook {
    /// By their numbers, which a run counts from 1.
    private final TreeMap<ClientId, ClientRow> rows = new TreeMap<>();

    private final Map<String, ClientId> bySession = new HashMap<>();
    private final Map<ClientGroup, Integer> counts = new EnumMap<>(ClientGroup.class);

    /// Puts the newer view of a client in place.
    ///
    /// @return the view before; null if the client is new
    @Nullable ClientView put(ClientView newer) {
        count(ClientGroup.of(newer.state()), 1);
        ClientRow row = rows.get(newer.id());
        if (row == null) {
            rows.put(newer.id(), ClientRow.of(newer));
            bySession.put(newer.session(), newer.id());
            count(ClientGroup.ALL, 1);
            return null;
        }
        rows.put(newer.id(), row.with(newer));
        count(ClientGroup.of(row.view().state()), -1);
        return row.view();
    }

    /// Notes what a client got.
    void got(Exchange exchange, int refusal) {
        Code code = exchange.answer().code();
        rows.computeIfPresent(exchange.call().client(), (id, row) -> row.got(code, refusal));
    }

    /// Notes what the gateway told of a session, if it is one of ours.
    void told(String session, UnaryOperator<SessionRecord> step) {
        ClientRow row = ofSession(session);
        if (row != null) {
            rows.put(row.id(), row.with(step.apply(row.session())));
        }
    }

    @Nullable ClientRow row(ClientId id) {
        return rows.get(id);
    }

    /// The client that logged in for this session; null if none of ours did.
    @Nullable ClientRow ofSession(String session) {
        ClientId id = bySession.get(session);
        return id == null ? null : row(id);
    }

    /// Whose session it is; null if it is nobody's here.
    Pod.@Nullable Holder holder(@Nullable String session) {
        ClientRow row = session == null ? null : ofSession(session);
        return row == null ? null : new Pod.Holder(row.id(), row.view().label());
    }

    /// In the order of their numbers.
    List<ClientRow> all() {
        return List.copyOf(rows.values());
    }

    Map<ClientGroup, Integer> counts() {
        Map<ClientGroup, Integer> copy = new EnumMap<>(ClientGroup.class);
        for (ClientGroup group : ClientGroup.values()) {
            copy.put(group, counts.getOrDefault(group, 0));
        }
        return copy;
    }

    void clear() {
        rows.clear();
        bySession.clear();
        counts.clear();
    }

    private void count(ClientGroup group, int more) {
        counts.merge(group, more, Integer::sum);
    }
}
