package io.monopod.scenarios.report;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Metadatum;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.event.RetryHint;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.StatusDetail;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Records of runs for the reports: every kind of value, and text that every format must escape.
final class Samples {
    static final Instant START = Instant.parse("2026-11-23T10:00:00.123456Z");

    /// Markup, quotes, a comma, a line break, an escape sequence, and a character that XML does not
    /// allow.
    static final String NASTY = "<b>\"it's, here\"</b>\r\n\u001b[31m\u0000 & more";

    private Samples() {}

    static RunRecord failed() {
        Exchange login = exchange(1, 1, "Login", loggedIn());
        Exchange served = exchange(2, 1, "MyServiceEcho", served());
        Exchange refused = exchange(3, 2, "MyServiceEcho", refused());
        return new RunRecord(
                RunRecord.FORMAT,
                new RunInfo(
                        "1a2b3c4d",
                        "system_overload",
                        "More clients than instances",
                        Map.of("clients", 2, "instances", 1),
                        "localhost:10000",
                        "local, 1 instances, exclusive",
                        START),
                Verdict.FAILED,
                "",
                Duration.ofMillis(1234),
                List.of(new RunRecord.Step(1, "Log in", START, Duration.ofMillis(20))),
                List.of(
                        new Validation(
                                "Every client logs in",
                                Validation.Result.PASSED,
                                "2 logged in",
                                List.of(new Evidence(new ClientId(1), new CallId(1), "OK"))),
                        new Validation(
                                "Nothing is nasty",
                                Validation.Result.FAILED,
                                NASTY,
                                List.of(new Evidence(null, null, NASTY))),
                        new Validation(
                                "Somebody else", Validation.Result.SKIPPED, "nobody", List.of())),
                List.of(
                        new ClientView(
                                new ClientId(1),
                                "client-1",
                                "client-1-1a2b3c4d",
                                ClientState.ACTIVE,
                                "pod-1",
                                START.plusMillis(40),
                                2,
                                1,
                                Duration.ofMillis(12),
                                served.answer()),
                        new ClientView(
                                new ClientId(2),
                                NASTY,
                                "client-2-1a2b3c4d",
                                ClientState.REFUSED,
                                null,
                                START.plusMillis(44),
                                1,
                                1,
                                null,
                                refused.answer())),
                List.of(login, served, refused),
                0,
                List.of(new RunRecord.Note(START.plusMillis(50), "noted")));
    }

    /// One client that has read a stream and ended it, which is `CANCELLED` on the wire.
    static RunRecord streamed() {
        RunRecord base = failed();
        Answer end =
                new Answer(
                        Code.CANCELLED,
                        "CANCELLED: cancelled by the client",
                        Duration.ofMillis(900),
                        Duration.ofMillis(12),
                        3,
                        served().reply(),
                        null,
                        RetryHint.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        true);
        Exchange stream = exchange(1, 1, "MyServiceSubscribe", end);
        ClientView reader = base.clients().getFirst().ended(stream, START);
        return new RunRecord(
                base.format(),
                base.run(),
                Verdict.FINISHED,
                "",
                base.took(),
                List.of(),
                List.of(),
                List.of(reader),
                List.of(stream),
                0,
                List.of());
    }

    static RunRecord ended(Verdict verdict, String reason) {
        RunRecord base = failed();
        return new RunRecord(
                base.format(),
                base.run(),
                verdict,
                reason,
                base.took(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of());
    }

    private static Exchange exchange(int call, int client, String method, Answer answer) {
        return new Exchange(
                new Call(
                        new CallId(call),
                        new ClientId(client),
                        "localhost:10000",
                        method,
                        "client-" + client + "-1a2b3c4d",
                        1,
                        List.of(new Metadatum("authorization", "<token>")),
                        START.plusMillis(10L * call)),
                answer);
    }

    private static Answer loggedIn() {
        return answer(Code.OK, "", new Reply.LoggedIn("admin", START.plusSeconds(3600)), null);
    }

    private static Answer served() {
        return answer(
                Code.OK,
                "",
                new Reply.Served(
                        "pod-1",
                        "client-1-1a2b3c4d",
                        "client-1-1a2b3c4d",
                        0,
                        "MyServiceEcho",
                        NASTY,
                        "my_service"),
                null);
    }

    private static Answer refused() {
        return answer(
                Code.RESOURCE_EXHAUSTED,
                NASTY,
                null,
                new ErrorDetail(
                        "ALL_INSTANCES_BUSY", "monopod", Map.of("total", "1", "busy", "1")));
    }

    private static Answer answer(
            Code code, String message, @Nullable Reply reply, @Nullable ErrorDetail error) {
        boolean refused = error != null;
        return new Answer(
                code,
                message,
                Duration.ofNanos(12_345_678),
                reply == null ? null : Duration.ofMillis(12),
                reply == null ? 0 : 1,
                reply,
                error,
                refused ? new RetryHint(300L, Duration.ofMillis(300)) : RetryHint.NONE,
                refused ? List.of() : List.of(new Metadatum("content-type", "application/grpc")),
                List.of(),
                refused
                        ? List.of(new StatusDetail("google.rpc.ErrorInfo", "reason: x"))
                        : List.of(),
                refused,
                false);
    }
}
