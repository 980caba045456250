package io.monopod.console.state;

import io.monopod.console.snapshot.Pod;
import io.monopod.console.snapshot.client.ClientRow;
import io.monopod.console.snapshot.client.SessionRecord;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

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

    /// Replaces the view of a client.
    ///
    /// @return the previous view; null if the client is new
    @Nullable ClientView put(ClientView newer) {
        ClientRow row = rows.get(newer.id());
        if (row == null) {
            rows.put(newer.id(), ClientRow.of(newer));
            bySession.put(newer.session(), newer.id());
            return null;
        }
        rows.put(newer.id(), row.with(newer));
        return row.view();
    }

    /// Records an answer to a client.
    void got(Exchange exchange, int refusal) {
        Code code = exchange.answer().outcome();
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

    /// The run has ended: what clients were about to do they do no more.
    void endRun(RunEvent.RunEnded end) {
        rows.replaceAll((id, row) -> row.with(ended(row, end)));
    }

    private static ClientView ended(ClientRow row, RunEvent.RunEnded end) {
        ClientView view = row.view();
        return switch (view.state()) {
            case NEW, ASSIGNING, RETRYING -> view.in(ClientState.STOPPED, end.at());
            case LOGGED_IN ->
                    view.in(
                            end.verdict() == Verdict.STOPPED
                                    ? ClientState.STOPPED
                                    : ClientState.FINISHED,
                            end.at());
            case ACTIVE, REFUSED, FAILED, FINISHED, STOPPED -> view;
        };
    }

    void clear() {
        rows.clear();
        bySession.clear();
    }
}
