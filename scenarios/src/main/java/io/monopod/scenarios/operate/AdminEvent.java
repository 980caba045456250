package io.monopod.scenarios.operate;

/// One server-sent event of the admin API.
///
/// @param id to read on after it; empty for the stream's own events
/// @param data as JSON, on one line
record AdminEvent(String id, String type, String data) {
    /// The stream's own: it has begun.
    static final String OPEN = "open";

    /// The stream's own: events were missed.
    static final String GAP = "gap";
}
