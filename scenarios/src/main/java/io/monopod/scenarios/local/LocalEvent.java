package io.monopod.scenarios.local;

/// An event of a local system.
public sealed interface LocalEvent {
    /// The name of the gateway's process.
    String GATEWAY = "gateway";

    /// The name of the agent's, where there is one.
    String AGENT = "agent";

    /// The progress of the start, in a few words: `2 of 3 instances ready`.
    record Progress(String text) implements LocalEvent {}

    /// A line that a process wrote to either output.
    ///
    /// @param process `gateway`, `agent`, or an instance's name
    record Output(String process, String line) implements LocalEvent {}

    /// A process is ready.
    ///
    /// @param pod an instance's pod name; empty for gateway and agent
    record Ready(String process, String pod, String address) implements LocalEvent {}

    /// A process has ended.
    ///
    /// @param expected whether the exit was requested, or is configured
    record Exited(String process, int code, boolean expected) implements LocalEvent {}
}
