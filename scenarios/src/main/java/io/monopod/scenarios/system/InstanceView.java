package io.monopod.scenarios.system;

/// An instance of a system that we control.
///
/// @param name its place in the system, for example `instance-1`; stays when its process is
///   replaced
/// @param pod the identity of the process that runs there now, or ran there last; empty before the
///   first is ready
/// @param endpoint where that process listens for direct calls
public record InstanceView(String name, String pod, Endpoint endpoint, State state) {
    public enum State {
        RUNNING,
        /// Stopped by a signal: it has its connections and answers nothing.
        PAUSED,
        /// Its process has exited.
        GONE
    }
}
