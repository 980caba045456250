package io.monopod.scenarios.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class ClientViewTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ClientView FRESH =
            ClientView.fresh(new ClientId(1), "client-1", "s-1", NOW);

    @Test
    void clientGoesFromLoginToEnd() {
        ClientView loggedIn = after(FRESH, "Login", ok(null));
        assertThat(loggedIn.state()).isEqualTo(ClientState.LOGGED_IN);

        ClientView assigning = loggedIn.started(call("MyServiceEcho"));
        assertThat(assigning.state()).isEqualTo(ClientState.ASSIGNING);

        ClientView active = after(loggedIn, "MyServiceEcho", ok("pod-1"));
        assertThat(active.state()).isEqualTo(ClientState.ACTIVE);
        assertThat(active.pod()).isEqualTo("pod-1");
        assertThat(active.assign()).isEqualTo(Duration.ofMillis(5));

        ClientView ended = after(active, "MyServiceShutdown", ok("pod-1"));
        assertThat(ended.state()).isEqualTo(ClientState.FINISHED);
        assertThat(ended.pod()).isEqualTo("pod-1");
        assertThat(ended.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE_EXHAUSTED, REFUSED, ACTIVE",
        "UNAVAILABLE,        REFUSED, FAILED",
        "INTERNAL,           REFUSED, FAILED",
        "UNAUTHENTICATED,    REFUSED, ACTIVE",
        "PERMISSION_DENIED,  REFUSED, ACTIVE",
        "DEADLINE_EXCEEDED,  FAILED,  FAILED",
        "UNKNOWN,            FAILED,  FAILED"
    })
    void anErrorCountsByWhetherTheClientIsServed(
            Code code, ClientState before, ClientState served) {
        ClientView loggedIn = after(FRESH, "Login", ok(null));
        ClientView active = after(loggedIn, "MyServiceEcho", ok("pod-1"));

        assertThat(after(loggedIn, "MyServiceEcho", error(code, false)).state()).isEqualTo(before);
        assertThat(after(active, "MyServiceEcho", error(code, false)).state()).isEqualTo(served);
    }

    @Test
    void cancellingAStreamKeepsTheSession() {
        ClientView active = FRESH.servedBy("pod-1", Duration.ofMillis(3), NOW);

        assertThat(after(active, "MyServiceSubscribe", error(Code.CANCELLED, true)).state())
                .isEqualTo(ClientState.ACTIVE);
    }

    @Test
    void newPodIsANewAssignment() {
        ClientView first = FRESH.servedBy("pod-1", Duration.ofMillis(3), NOW);

        assertThat(first.servedBy("pod-1", Duration.ofMillis(9), NOW).assign())
                .isEqualTo(Duration.ofMillis(3));
        assertThat(first.servedBy("pod-2", Duration.ofMillis(9), NOW).assign())
                .isEqualTo(Duration.ofMillis(9));
    }

    private static ClientView after(ClientView view, String method, Answer answer) {
        Call call = call(method);
        return view.started(call).ended(new Exchange(call, answer), NOW);
    }

    private static Call call(String method) {
        return new Call(
                new CallId(1), new ClientId(1), "localhost:1", method, "s-1", 1, List.of(), NOW);
    }

    private static Answer ok(@Nullable String pod) {
        Reply reply =
                pod == null
                        ? new Reply.LoggedIn("admin", NOW)
                        : new Reply.Served(pod, "s-1", "s-1", 0, "m", "", "");
        return answer(Code.OK, reply, false);
    }

    private static Answer error(Code code, boolean local) {
        return answer(code, null, local);
    }

    private static Answer answer(Code code, @Nullable Reply reply, boolean local) {
        return new Answer(
                code,
                "",
                Duration.ofMillis(7),
                reply == null ? null : Duration.ofMillis(5),
                reply == null ? 0 : 1,
                reply,
                null,
                RetryHint.NONE,
                List.of(),
                List.of(),
                List.of(),
                false,
                local);
    }
}
