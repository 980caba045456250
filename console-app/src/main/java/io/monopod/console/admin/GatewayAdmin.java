package io.monopod.console.admin;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What a gateway tells operators and does for them. Every method blocks, may be called from any
/// thread, and fails with a message for a person.
public interface GatewayAdmin {
    /// How it chooses instances: `exclusive` or `strict`.
    String policy() throws IOException, InterruptedException;

    List<InstanceReport> instances() throws IOException, InterruptedException;

    /// Who waits for an instance.
    RoomReport room() throws IOException, InterruptedException;

    /// Why a session is where it is, or nowhere.
    WhyReport why(String session) throws IOException, InterruptedException;

    /// Has an instance take no new session.
    void drain(String pod) throws IOException, InterruptedException;

    /// Ends a session, whoever's it is.
    void end(String session) throws IOException, InterruptedException;

    /// Tells what happens at the gateway until its stream breaks, which is how this ends; what is
    /// asked for after [GatewayEvent.Open] is no older than the stream.
    void follow(Consumer<GatewayEvent> listener) throws IOException, InterruptedException;
}
