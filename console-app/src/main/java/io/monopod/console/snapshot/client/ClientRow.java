package io.monopod.console.snapshot.client;

import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;

import org.jspecify.annotations.Nullable;

/// A client and every code that it has received so far: a later success does not hide an error from
/// the filters.
///
/// @param codes one bit per received [Code], by its number
/// @param refusals one bit per received entry of the contract's table, by its index
/// @param session what the gateway reported about its session
public record ClientRow(ClientView view, int codes, long refusals, SessionRecord session) {
    public static ClientRow of(ClientView view) {
        return new ClientRow(view, 0, 0, SessionRecord.NOTHING);
    }

    public ClientRow with(ClientView newer) {
        return new ClientRow(newer, codes, refusals, session);
    }

    public ClientRow got(Code code, int refusal) {
        long more = refusal < 0 ? refusals : refusals | 1L << refusal;
        return new ClientRow(view, codes | 1 << code.number(), more, session);
    }

    public ClientRow with(SessionRecord record) {
        return new ClientRow(view, codes, refusals, record);
    }

    public ClientId id() {
        return view.id();
    }

    public ClientGroup group() {
        return ClientGroup.of(view, session);
    }

    /// How its newest call ended; null before the first.
    public @Nullable Code code() {
        return view.last() == null ? null : view.last().outcome();
    }

    public boolean got(Code code) {
        return (codes & 1 << code.number()) != 0;
    }

    boolean gotRefusal(int index) {
        return (refusals & 1L << index) != 0;
    }
}
