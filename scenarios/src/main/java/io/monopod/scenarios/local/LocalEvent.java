package io.monopod.scenarios.local;

/// An event of a local system.
public sealed interface LocalEvent {
    /// The name of the gateway's process; of several, the begin of each name.
    String GATEWAY = "gateway";

    /// The name of the agent's, where there is one.
    String AGENT = "agent";

    /// Whether the process is a gateway.
    static boolean isGateway(String process) {
        return process.startsWith(GATEWAY);
    }

    /// The progress of the start, in a few words: `2 of 3 instances ready`.
    record Progress(String text) implements LocalEvent {}

    /// A line that a process wrote to either output.
    ///
    /// @param process the gateway's, the agent's or the instance's name
    record Output(String process, String line) implements LocalEvent {}

    /// A process is ready.
    ///
    /// @param pod an instance's pod name; empty for a gateway and the agent
    record Ready(String process, String pod, String address) implements LocalEvent {}

    /// A process has ended.
    ///
    /// @param expected whether the exit was requested, or is configured
    record Exited(String process, int code, boolean expected) implements LocalEvent {}
}
