package io.monopod.console.admin;

import java.util.List;

/// The gateways that share their sessions, as one of them knows them.
///
/// @param self the id of the one that was asked
/// @param term rises with each change of the leader; 0 without a store
/// @param store whether the store answers the one that was asked; true without one
public record GatewaysReport(String self, long term, boolean store, List<Entry> all) {
    public GatewaysReport {
        all = List.copyOf(all);
    }

    /// @param id of its process: new after each start
    /// @param control the address of its control listener
    public record Entry(String id, String control, boolean leads) {}
}
