package io.monopod.console;

import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.CallId;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.Evidence;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Metadatum;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.event.RetryHint;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunInfo;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.StatusDetail;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.event.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Simulated runs: the events of a real run, at times that the test chooses.
public final class Simulation {
    private final RunListener listener;
    private final Map<Integer, ClientView> views = new HashMap<>();
    private Instant now;
    private long calls;

    public Simulation(RunListener listener, Instant start) {
        this.listener = listener;
        this.now = start;
    }

    public Instant now() {
        return now;
    }

    public Simulation after(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Simulation begin(String title, int clients, int instances) {
        listener.on(
                new RunEvent.RunStarted(
                        now,
                        new RunInfo(
                                "0badcafe",
                                "system_overload",
                                title,
                                Map.of("clients", clients, "instances", instances),
                                "localhost:10000",
                                "local, " + instances + " instances, exclusive",
                                now)));
        return this;
    }

    /// A load without clients.
    public Simulation load() {
        RunInfo info =
                new RunInfo("0badcafe", "load", "Your load", Map.of(), "localhost", "local", now);
        listener.on(new RunEvent.RunStarted(now, info));
        return end(Verdict.FINISHED, Duration.ofSeconds(1));
    }

    public Simulation client(int number) {
        ClientId id = new ClientId(number);
        return changed(ClientView.fresh(id, id.toString(), id + "-0badcafe", now));
    }

    public Simulation login(int number) {
        Exchange exchange =
                exchange(number, "Login", Code.OK, new Reply.LoggedIn("admin", now), "", "");
        return ended(exchange).changed(view(number).ended(exchange, now));
    }

    public Simulation served(int number, String pod, Duration latency) {
        Exchange exchange = exchange(number, "MyServiceEcho", Code.OK, reply(number, pod), "", "");
        after(latency).ended(exchange);
        return changed(view(number).servedBy(pod, latency, now).ended(exchange, now));
    }

    public Simulation refused(int number) {
        return refused(
                number, Code.RESOURCE_EXHAUSTED, "all instances are busy", "ALL_INSTANCES_BUSY");
    }

    public Simulation refused(int number, Code code, String message, String reason) {
        Exchange exchange = exchange(number, "MyServiceEcho", code, null, message, reason);
        ended(exchange);
        return changed(view(number).ended(exchange, now));
    }

    public Simulation shutDown(int number) {
        String pod = String.valueOf(view(number).pod());
        Exchange exchange =
                exchange(number, "MyServiceShutdown", Code.OK, reply(number, pod), "", "");
        ended(exchange);
        return changed(view(number).ended(exchange, now));
    }

    public Simulation step(int number, String title) {
        listener.on(new RunEvent.StepStarted(now, number, title));
        return this;
    }

    public Simulation stepDone(int number, String title, Duration took) {
        listener.on(new RunEvent.StepEnded(now, number, title, took));
        return this;
    }

    public Simulation check(String title, Validation.Result result, String detail, int client) {
        listener.on(
                new RunEvent.Validated(
                        now,
                        new Validation(
                                title,
                                result,
                                detail,
                                List.of(new Evidence(new ClientId(client), null, detail)))));
        return this;
    }

    public Simulation end(Verdict verdict, Duration took) {
        listener.on(new RunEvent.RunEnded(now, verdict, "", took));
        return this;
    }

    /// The overload scenario: three clients are served, the fourth is told that all are busy.
    public Simulation overload() {
        begin("More clients than instances, all at once", 4, 3);
        step(1, "Log in 4 clients");
        for (int i = 1; i <= 4; i++) {
            client(i).login(i);
        }
        after(Duration.ofMillis(180)).stepDone(1, "Log in 4 clients", Duration.ofMillis(180));
        step(2, "All ask for an instance at once");
        served(1, "monopod-demo-7f3a", Duration.ofMillis(41));
        served(2, "monopod-demo-c21e", Duration.ofMillis(2));
        served(3, "monopod-demo-09bd", Duration.ofMillis(3));
        refused(4);
        stepDone(2, "All ask for an instance at once", Duration.ofMillis(60));
        check("Some clients are served", Validation.Result.PASSED, "3 served, 1 refused", 1);
        check(
                "Each answer is the client's own, from its instance",
                Validation.Result.PASSED,
                "3 answers as the contract has them",
                2);
        check(
                "Served clients are on different pods",
                Validation.Result.PASSED,
                "3 sessions on 3 pods",
                3);
        return check(
                "Every other client is told that all are busy",
                Validation.Result.PASSED,
                "1 x RESOURCE_EXHAUSTED 'all instances are busy'",
                4);
    }

    public Simulation overloadDone() {
        step(3, "Those that were served shut down");
        after(Duration.ofMillis(12)).shutDown(1).shutDown(2).shutDown(3);
        stepDone(3, "Those that were served shut down", Duration.ofMillis(12));
        check(
                "They end their sessions where they were served",
                Validation.Result.PASSED,
                "3 sessions ended",
                1);
        return end(Verdict.PASSED, Duration.ofMillis(612));
    }

    private ClientView view(int number) {
        ClientView view = views.get(number);
        if (view == null) {
            throw new IllegalArgumentException("no client " + number);
        }
        return view;
    }

    public Simulation changed(ClientView view) {
        views.put(view.id().number(), view);
        listener.on(new RunEvent.ClientChanged(now, view));
        return this;
    }

    private Simulation ended(Exchange exchange) {
        listener.on(new RunEvent.CallEnded(now, exchange));
        return this;
    }

    private Reply.Served reply(int number, String pod) {
        String session = view(number).session();
        return new Reply.Served(pod, session, session, 0, "MyServiceEcho", "hello", "my_service");
    }

    private Exchange exchange(
            int number,
            String method,
            Code code,
            @Nullable Reply reply,
            String message,
            String reason) {
        ClientView view = view(number);
        Call call =
                new Call(
                        new CallId(++calls),
                        view.id(),
                        "localhost:10000",
                        method,
                        view.session(),
                        1,
                        List.of(
                                new Metadatum("authorization", "<token>"),
                                new Metadatum("session-id", view.session())),
                        now);
        boolean ok = code == Code.OK;
        Answer answer =
                new Answer(
                        code,
                        message,
                        Duration.ofMillis(3 + number),
                        ok ? Duration.ofMillis(3) : null,
                        ok ? 1 : 0,
                        reply,
                        ok
                                ? null
                                : new ErrorDetail(
                                        reason,
                                        "monopod",
                                        Map.of("total", "3", "busy", "3", "waiting", "0")),
                        ok ? RetryHint.NONE : new RetryHint(1_250L, Duration.ofMillis(1_250)),
                        List.of(),
                        List.of(new Metadatum("grpc-retry-pushback-ms", "1250")),
                        ok
                                ? List.of()
                                : List.of(
                                        new StatusDetail(
                                                "google.rpc.ErrorInfo",
                                                "reason: \"" + reason + "\"\ndomain: \"monopod\"")),
                        !ok,
                        false);
        return new Exchange(call, answer);
    }
}
