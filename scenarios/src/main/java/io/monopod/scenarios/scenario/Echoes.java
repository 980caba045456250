package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.event.ClientId;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import java.util.List;

/// What an answer of an instance must say, field by field.
final class Echoes {
    private Echoes() {}

    /// The pod that answered; empty if none did.
    static String pod(Exchange exchange) {
        String pod = exchange.answer().pod();
        return pod == null ? "" : pod;
    }

    /// The pod that answered this client; empty if none did.
    static String podOf(List<Exchange> exchanges, ClientId client) {
        return exchanges.stream()
                .filter(exchange -> exchange.call().client().equals(client))
                .map(Echoes::pod)
                .findFirst()
                .orElse("");
    }

    static boolean isServed(List<Exchange> exchanges, Client client) {
        return !podOf(exchanges, client.view().id()).isEmpty();
    }

    /// `MyServiceEcho` succeeded, and every field is as the contract says.
    static void whole(Check check, Exchange echo, String value) {
        check.ok(echo);
        if (echo.answer().reply() instanceof Reply.Served served) {
            check.equal(echo, "client_value", value, served.clientValue());
            check.equal(echo, "server_value", "my_service", served.serverValue());
            ownSession(check, echo, served, "MyServiceEcho");
        }
    }

    /// `MyServiceShutdown` succeeded on this pod, and every field is as the contract says.
    static void ended(Check check, Exchange end, String pod) {
        check.ok(end);
        if (end.answer().reply() instanceof Reply.Served served) {
            check.equal(end, "pod_name", pod, served.pod());
            ownSession(check, end, served, "MyServiceShutdown");
        }
    }

    private static void ownSession(
            Check check, Exchange exchange, Reply.Served served, String method) {
        String session = String.valueOf(exchange.call().session());
        check.that(exchange, !served.pod().isEmpty(), "pod_name '" + served.pod() + "'");
        check.equal(exchange, "client_session_id", session, served.clientSession());
        check.equal(exchange, "server_session_id", session, served.serverSession());
        check.equal(exchange, "index", 0, served.index());
        check.equal(exchange, "server_method", method, served.serverMethod());
    }
}
