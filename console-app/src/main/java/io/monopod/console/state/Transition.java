package io.monopod.console.state;

import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.Move;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// A change of a client's view.
record Transition(ClientView before, ClientView after) {
    private boolean reached(ClientState state) {
        return after.state() == state && before.state() != state;
    }

    private boolean isServedAnew() {
        return after.state() == ClientState.ACTIVE
                && after.pod() != null
                && !(before.state() == ClientState.ACTIVE
                        && Objects.equals(before.pod(), after.pod()));
    }

    Optional<String> servingPod() {
        return isServedAnew() ? Optional.ofNullable(after.pod()) : Optional.empty();
    }

    /// The pod that this client's session has left.
    Optional<String> leftPod() {
        boolean moved = !Objects.equals(before.pod(), after.pod());
        boolean gone = before.state() == ClientState.ACTIVE && after.state() != ClientState.ACTIVE;
        return moved || gone ? Optional.ofNullable(before.pod()) : Optional.empty();
    }

    Optional<Duration> assigned() {
        return isServedAnew() ? Optional.ofNullable(after.assign()) : Optional.empty();
    }

    Optional<Move> move() {
        if (isServedAnew()) {
            return Optional.of(new Move.OfClient(after.id(), after.pod()));
        }
        boolean refused = reached(ClientState.REFUSED) || reached(ClientState.RETRYING);
        return refused ? Optional.of(new Move.OfClient(after.id(), null)) : Optional.empty();
    }

    Optional<ConsoleEvent> happening() {
        String pod = after.pod();
        if (isServedAnew() && pod != null) {
            Duration waited = Objects.requireNonNullElse(after.assign(), Duration.ZERO);
            return Optional.of(new ConsoleEvent.Served(after.id(), after.label(), pod, waited));
        }
        if (before.state() == after.state()) {
            return Optional.empty();
        }
        return switch (after.state()) {
            case NEW, LOGGED_IN, ASSIGNING, ACTIVE -> Optional.empty();
            case REFUSED, RETRYING -> Optional.ofNullable(after.last()).map(this::turned);
            case FAILED -> Optional.ofNullable(after.last()).map(this::failed);
            case FINISHED ->
                    Optional.ofNullable(pod)
                            .map(from -> new ConsoleEvent.Left(after.id(), after.label(), from));
            case STOPPED -> Optional.of(new ConsoleEvent.Stopped(after.id(), after.label()));
        };
    }

    private ConsoleEvent turned(Answer last) {
        Long pushback = last.retry().pushbackMillis();
        return new ConsoleEvent.Turned(
                after.id(),
                after.label(),
                last.code(),
                last.message(),
                pushback == null || after.state() != ClientState.RETRYING
                        ? OptionalLong.empty()
                        : OptionalLong.of(pushback));
    }

    private ConsoleEvent failed(Answer last) {
        return new ConsoleEvent.Failed(after.id(), after.label(), last.code(), last.message());
    }
}
