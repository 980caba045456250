package io.monopod.scenarios.system;

import java.io.IOException;
import java.util.List;

/// Actions on a system whose processes are ours. Safe for use by several threads. An unknown name
/// or a missing process is an `IllegalArgumentException`.
public interface SystemControl {
    List<InstanceView> instances();

    /// Starts one more instance, and waits until the gateway can assign it.
    InstanceView addInstance() throws IOException, InterruptedException;

    /// Ends the process at once, as in a crash; returns when it has exited.
    void killInstance(String name) throws IOException, InterruptedException;

    /// Asks the process to end, as its supervisor would (SIGTERM); returns when it has exited.
    void endInstance(String name) throws IOException, InterruptedException;

    /// Freezes the process, as in a hang.
    void pauseInstance(String name) throws IOException, InterruptedException;

    void resumeInstance(String name) throws IOException, InterruptedException;

    /// Ends the process if it still runs, starts a fresh one with a new pod name in its place, and
    /// waits until the gateway can assign it.
    InstanceView restartInstance(String name) throws IOException, InterruptedException;

    /// Ends the gateway at once, as in a crash; returns when it has exited.
    void killGateway() throws IOException, InterruptedException;

    /// Freezes the gateway, as in a hang.
    void pauseGateway() throws IOException, InterruptedException;

    void resumeGateway() throws IOException, InterruptedException;

    /// Ends the gateway if it still runs, restarts it on the same ports, and waits until it
    /// answers.
    void restartGateway() throws IOException, InterruptedException;

    /// The log lines of all processes in this place so far, oldest first.
    List<String> log(String name) throws IOException;
}
