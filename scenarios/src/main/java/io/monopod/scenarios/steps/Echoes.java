package io.monopod.scenarios.steps;

import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import java.util.List;

/// Checks the fields of instances' answers.
public final class Echoes {
    private Echoes() {}

    /// The pod that answered; empty if none did.
    public static String pod(Exchange exchange) {
        String pod = exchange.answer().pod();
        return pod == null ? "" : pod;
    }

    /// All calls succeeded on the same pod.
    public static void onePod(Check check, List<Exchange> exchanges) {
        String pod = pod(exchanges.getFirst());
        for (Exchange exchange : exchanges) {
            check.ok(exchange).field(exchange, "pod_name", pod, pod(exchange));
        }
        check.summary(exchanges.size() + " on " + pod);
    }

    /// `MyServiceEcho` succeeded, and every field matches the contract.
    public static void whole(Check check, Exchange echo, String value) {
        check.ok(echo);
        if (echo.answer().reply() instanceof Reply.Served served) {
            check.field(echo, "client_value", value, served.clientValue());
            check.field(echo, "server_value", "my_service", served.serverValue());
            ownSession(check, echo, served, "MyServiceEcho");
        }
    }

    /// The same, served by this pod.
    public static Check wholeOn(Check check, Exchange echo, String value, String pod) {
        whole(check, echo, value);
        return check.field(echo, "pod_name", pod, pod(echo));
    }

    /// `MyServiceShutdown` succeeded on this pod, and every field matches the contract.
    public static void ended(Check check, Exchange end, String pod) {
        check.ok(end);
        if (end.answer().reply() instanceof Reply.Served served) {
            check.field(end, "pod_name", pod, served.pod());
            ownSession(check, end, served, "MyServiceShutdown");
        }
    }

    private static void ownSession(
            Check check, Exchange exchange, Reply.Served served, String method) {
        String session = String.valueOf(exchange.call().session());
        check.field(exchange, "pod_name given", true, !served.pod().isEmpty());
        check.field(exchange, "client_session_id", session, served.clientSession());
        check.field(exchange, "server_session_id", session, served.serverSession());
        check.field(exchange, "index", 0, served.index());
        check.field(exchange, "server_method", method, served.serverMethod());
    }
}
