package io.monopod.scenarios.client;

import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.LoginResponse;
import io.monopod.proto.myservice.ShutdownResponse;
import io.monopod.scenarios.event.Reply;

import java.time.Instant;

/// Converts the contract's messages to values.
final class Replies {
    private Replies() {}

    static Reply.LoggedIn of(LoginResponse response) {
        var expiry = response.getExpiresAt();
        return new Reply.LoggedIn(
                response.getRole(), Instant.ofEpochSecond(expiry.getSeconds(), expiry.getNanos()));
    }

    static Reply.Served of(EchoResponse response) {
        return new Reply.Served(
                response.getPodName(),
                response.getServerSessionId(),
                response.getClientSessionId(),
                response.getIndex(),
                response.getServerMethod(),
                response.getClientValue(),
                response.getServerValue());
    }

    static Reply.Served of(ShutdownResponse response) {
        return new Reply.Served(
                response.getPodName(),
                response.getServerSessionId(),
                response.getClientSessionId(),
                response.getIndex(),
                response.getServerMethod(),
                "",
                "");
    }
}
