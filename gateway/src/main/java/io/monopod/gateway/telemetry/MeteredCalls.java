package io.monopod.gateway.telemetry;

import io.monopod.gateway.call.Answer;
import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.ClientConnection;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.route.RouteTable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts every call once, when it ends, by its route and by what its client was told.
public final class MeteredCalls implements CallHandler {
    private static final String NO_ROUTE = "";
    private static final int CANCELLED = 1;

    private final CallHandler calls;
    private final RouteTable routes;
    private final Map<String, CallCounts> byRoute = new ConcurrentHashMap<>();

    public MeteredCalls(CallHandler calls, RouteTable routes) {
        this.calls = calls;
        this.routes = routes;
    }

    @Override
    public Verdict admit(HeaderList head, ClientConnection client) {
        var verdict = calls.admit(head, client);
        var path = head.first(":path");
        var route = path == null ? null : routes.find(path);
        return metered(
                verdict,
                byRoute.computeIfAbsent(
                        route == null ? NO_ROUTE : route.prefix(), _ -> new CallCounts()));
    }

    @Override
    public void closed(ClientConnection client) {
        calls.closed(client);
    }

    static Verdict metered(Verdict verdict, CallCounts counts) {
        return switch (verdict) {
            case Verdict.Forward(var call) -> new Verdict.Forward(new MeteredCall(call, counts));
            case Verdict.Refuse(var answer) -> {
                count(answer, counts);
                yield verdict;
            }
            case Verdict.Later(var decision) -> new Verdict.Later(() -> decide(decision, counts));
        };
    }

    private static Verdict decide(Verdict.Decision decision, CallCounts counts)
            throws InterruptedException {
        try {
            return metered(decision.decide(), counts);
        } catch (InterruptedException e) {
            // The client cancelled, or its deadline has passed.
            counts.ended(CANCELLED, "");
            throw e;
        }
    }

    static void count(Answer answer, CallCounts counts) {
        counts.ended(answer.code(), answer.reason());
    }

    /// Calls by route; those without one under an empty name.
    Map<String, CallCounts> byRoute() {
        return byRoute;
    }
}
