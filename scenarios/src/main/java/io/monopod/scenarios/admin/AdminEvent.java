package io.monopod.scenarios.admin;

/// One server-sent event of the admin API.
///
/// @param id to read on after it; empty for the stream's own events
/// @param data as JSON, on one line
public record AdminEvent(String id, String type, String data) {
    /// The stream's own: it has begun.
    public static final String OPEN = "open";

    /// The stream's own: events were missed.
    public static final String GAP = "gap";
}
