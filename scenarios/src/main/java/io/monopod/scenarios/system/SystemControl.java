package io.monopod.scenarios.system;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

    /// The gateways; one, unless the system was started with several.
    List<GatewayView> gateways();

    /// The name of the gateway that decides; of several, empty while none does.
    Optional<String> leader() throws IOException, InterruptedException;

    /// The store that several gateways share; empty if there is one gateway.
    Optional<StoreControl> store();

    /// Ends the gateway at once, as in a crash; returns when it has exited.
    void killGateway(String name) throws IOException, InterruptedException;

    /// Asks the gateway to end (SIGTERM); returns when it has exited.
    void endGateway(String name) throws IOException, InterruptedException;

    /// Freezes the gateway, as in a hang.
    void pauseGateway(String name) throws IOException, InterruptedException;

    void resumeGateway(String name) throws IOException, InterruptedException;

    /// Ends the gateway if it still runs, restarts it on the same ports, and waits until it
    /// answers. Like a supervisor, it tries again while the store is away.
    void restartGateway(String name) throws IOException, InterruptedException;

    /// The log lines of all processes in this place so far, oldest first.
    List<String> log(String name) throws IOException;
}
