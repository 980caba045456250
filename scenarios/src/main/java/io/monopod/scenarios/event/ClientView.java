package io.monopod.scenarios.event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What a list of clients shows of each: its state after its last call.
///
/// @param label its name in the scenario, for example `client-1` or `intruder`
/// @param session the session that it logs in for
/// @param pod the pod that serves it or served it last; null if none did
/// @param since when it entered the state
/// @param calls how many calls have ended
/// @param attempt the attempt of the newest call, counted from 1; 0 before the first
/// @param assign how long it waited for its instance, until the call's first message; null if it
///   never got one
/// @param last how the newest call ended; null before the first
public record ClientView(
        ClientId id,
        String label,
        String session,
        ClientState state,
        @Nullable String pod,
        Instant since,
        int calls,
        int attempt,
        @Nullable Duration assign,
        @Nullable Answer last) {

    private static final String LOGIN = "Login";
    private static final String SHUTDOWN = "MyServiceShutdown";

    /// A client that has not called yet.
    public static ClientView fresh(ClientId id, String label, String session, Instant now) {
        return new ClientView(id, label, session, ClientState.NEW, null, now, 0, 0, null, null);
    }

    /// The same client in another state.
    public ClientView in(ClientState next, Instant now) {
        Instant reached = next == state ? since : now;
        return new ClientView(id, label, session, next, pod, reached, calls, attempt, assign, last);
    }

    /// The client after it has sent a call.
    public ClientView started(Call call) {
        boolean assigning = !call.method().equals(LOGIN) && state != ClientState.ACTIVE;
        ClientView moved = assigning ? in(ClientState.ASSIGNING, call.startedAt()) : this;
        return new ClientView(
                id,
                label,
                session,
                moved.state,
                pod,
                moved.since,
                calls,
                call.attempt(),
                assign,
                last);
    }

    /// The client after an instance has answered, by a call's end or a stream's message.
    public ClientView servedBy(String servingPod, Duration waited, Instant now) {
        boolean again = state == ClientState.ACTIVE && servingPod.equals(pod);
        Duration took = again ? assign : waited;
        return new ClientView(
                        id, label, session, state, servingPod, since, calls, attempt, took, last)
                .in(ClientState.ACTIVE, now);
    }

    /// The client after its call has ended.
    public ClientView ended(Exchange exchange, Instant now) {
        Answer answer = exchange.answer();
        ClientView counted =
                new ClientView(
                        id, label, session, state, pod, since, calls + 1, attempt, assign, answer);
        return answer.ok()
                ? counted.succeeded(exchange, now)
                : counted.in(counted.afterError(answer), now);
    }

    private ClientView succeeded(Exchange exchange, Instant now) {
        Answer answer = exchange.answer();
        return switch (exchange.call().method()) {
            case LOGIN -> in(ClientState.LOGGED_IN, now);
            case SHUTDOWN -> in(ClientState.FINISHED, now);
            default -> {
                String servingPod = answer.pod();
                yield servingPod == null
                        ? in(ClientState.FINISHED, now)
                        : servedBy(servingPod, waited(answer), now);
            }
        };
    }

    private static Duration waited(Answer answer) {
        Duration first = answer.firstMessage();
        return first == null ? answer.latency() : first;
    }

    private ClientState afterError(Answer answer) {
        if (answer.local() && answer.code() == Code.CANCELLED) {
            return state == ClientState.ACTIVE ? state : ClientState.LOGGED_IN;
        }
        return switch (answer.code()) {
            case DEADLINE_EXCEEDED, UNKNOWN, ABORTED, DATA_LOSS, CANCELLED -> ClientState.FAILED;
            case UNAVAILABLE, INTERNAL ->
                    state == ClientState.ACTIVE || answer.local()
                            ? ClientState.FAILED
                            : ClientState.REFUSED;
            // A refusal of one call, or an application error, does not end the session.
            default -> state == ClientState.ACTIVE ? state : ClientState.REFUSED;
        };
    }
}
