package io.monopod.scenarios.system;

/// An instance of a local system.
///
/// @param name its place in the system, for example `instance-1`; a replacement process keeps it
/// @param pod the pod name of the current or last process; empty before the first is ready
/// @param endpoint where that process listens for direct calls
public record InstanceView(String name, String pod, Endpoint endpoint, State state) {
    public enum State {
        RUNNING,
        /// Stopped by a signal: its connections stay open and it answers nothing.
        PAUSED,
        /// Its process has exited.
        GONE
    }
}
