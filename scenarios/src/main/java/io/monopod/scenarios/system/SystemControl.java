package io.monopod.scenarios.system;

import java.io.IOException;
import java.util.List;

/// What can be done to a system whose processes are ours. Safe for use by several threads. A name
/// that is not known, or a process that is not there, is an `IllegalArgumentException`.
public interface SystemControl {
    List<InstanceView> instances();

    /// Starts one more instance and waits until the gateway may give it a session.
    InstanceView addInstance() throws IOException, InterruptedException;

    /// Ends the process at once, as a crash would; returns when it is gone.
    void killInstance(String name) throws IOException, InterruptedException;

    /// Asks the process to end, as its supervisor would (SIGTERM); returns when it has.
    void endInstance(String name) throws IOException, InterruptedException;

    /// Freezes the process, as a hang would.
    void pauseInstance(String name) throws IOException, InterruptedException;

    void resumeInstance(String name) throws IOException, InterruptedException;

    /// Ends the process if it still runs, starts a fresh one under a new identity in its place and
    /// waits until the gateway may give it a session.
    InstanceView restartInstance(String name) throws IOException, InterruptedException;

    /// Ends the gateway at once, as a crash would; returns when it is gone.
    void killGateway() throws IOException, InterruptedException;

    /// Freezes the gateway, as a hang would.
    void pauseGateway() throws IOException, InterruptedException;

    void resumeGateway() throws IOException, InterruptedException;

    /// Ends the gateway if it still runs, starts it again on the same ports and waits until it
    /// answers.
    void restartGateway() throws IOException, InterruptedException;

    /// What the processes in this place have written so far, line by line, the oldest first.
    List<String> log(String name) throws IOException;
}
