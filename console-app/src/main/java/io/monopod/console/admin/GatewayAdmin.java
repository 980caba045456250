package io.monopod.console.admin;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What a gateway reports to operators and does for them. Every method blocks and may be called
/// from any thread. Failures carry a message for the user.
public interface GatewayAdmin {
    /// The placement policy: `exclusive` or `strict`.
    String policy() throws IOException, InterruptedException;

    /// The gateways that share their sessions.
    GatewaysReport gateways() throws IOException, InterruptedException;

    List<InstanceReport> instances() throws IOException, InterruptedException;

    /// The sessions that wait for an instance.
    RoomReport room() throws IOException, InterruptedException;

    /// Explains why a session is where it is, or why it has no instance.
    WhyReport why(String session) throws IOException, InterruptedException;

    /// Every session on an instance, of all users.
    List<SessionReport> sessions() throws IOException, InterruptedException;

    MetricsReport metrics() throws IOException, InterruptedException;

    /// The latest events, oldest first: as many as the gateway keeps.
    List<GatewayEvent> past() throws IOException, InterruptedException;

    /// Stops an instance from taking new sessions.
    void drain(String pod) throws IOException, InterruptedException;

    /// Lets a drained instance take sessions again.
    void undrain(String pod) throws IOException, InterruptedException;

    /// Ends a session of any user.
    void end(String session) throws IOException, InterruptedException;

    /// Passes on the gateway's events until the stream breaks; then it fails. Data that is
    /// requested after [GatewayEvent.Open] is at least as new as the stream.
    void follow(Consumer<GatewayEvent> listener) throws IOException, InterruptedException;
}
