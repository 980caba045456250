package io.monopod.console.state;

import io.monopod.console.snapshot.ClientGroup;
import io.monopod.console.snapshot.ClientRow;
import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.SessionRecord;
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

/// The current state of every client of the run. Guarded by the lock of [LiveModel].
final class ClientStates {
    /// By number; a run counts clients from 1.
    private final TreeMap<ClientId, ClientRow> rows = new TreeMap<>();

    private final Map<String, ClientId> bySession = new HashMap<>();
    private final Map<ClientGroup, Integer> counts = new EnumMap<>(ClientGroup.class);

    /// Replaces the view of a client.
    ///
    /// @return the previous view; null if the client is new
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

    /// Records an answer to a client.
    void got(Exchange exchange, int refusal) {
        Code code = exchange.answer().code();
        rows.computeIfPresent(exchange.call().client(), (id, row) -> row.got(code, refusal));
    }

    /// Records a report of the gateway about a session, if it is one of ours.
    void update(String session, UnaryOperator<SessionRecord> step) {
        ClientRow row = ofSession(session);
        if (row != null) {
            rows.put(row.id(), row.with(step.apply(row.session())));
        }
    }

    @Nullable ClientRow row(ClientId id) {
        return rows.get(id);
    }

    /// The client that logged in for this session; null if it is not ours.
    @Nullable ClientRow ofSession(String session) {
        ClientId id = bySession.get(session);
        return id == null ? null : row(id);
    }

    /// The session's client; null if it is not ours.
    Pod.@Nullable Holder holder(@Nullable String session) {
        ClientRow row = session == null ? null : ofSession(session);
        return row == null ? null : new Pod.Holder(row.id(), row.view().label());
    }

    /// Ordered by number.
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
