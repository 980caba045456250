package io.monopod.scenarios.local;

/// What a local system tells while it lives.
public sealed interface LocalEvent {
    /// The name of the gateway's process.
    String GATEWAY = "gateway";

    /// How far the start is, in a few words: `2 of 3 instances ready`.
    record Progress(String text) implements LocalEvent {}

    /// A line that a process wrote, to either of its outputs.
    ///
    /// @param process `gateway`, or an instance's name
    record Output(String process, String line) implements LocalEvent {}

    /// A process runs, and what it is to clients.
    ///
    /// @param pod an instance's identity; empty for the gateway
    record Ready(String process, String pod, String address) implements LocalEvent {}

    /// A process has ended.
    ///
    /// @param expected whether we ended it, or it was to end by itself
    record Exited(String process, int code, boolean expected) implements LocalEvent {}
}
