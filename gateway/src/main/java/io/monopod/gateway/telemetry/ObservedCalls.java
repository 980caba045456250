package io.monopod.gateway.telemetry;

import io.monopod.datapath.call.Answer;
import io.monopod.datapath.call.CallHandler;
import io.monopod.datapath.call.ClientConnection;
import io.monopod.datapath.call.RoutingDecision;
import io.monopod.datapath.http2.header.HeaderList;

import java.util.HashSet;
import java.util.Set;

/// Reports every call to an observer: when it arrives, and when it ends, with its status.
public final class ObservedCalls implements CallHandler {
    private static final int CANCELLED = 1;

    private final CallHandler calls;
    private final CallObserver observer;

    public ObservedCalls(CallHandler calls, CallObserver observer) {
        this.calls = calls;
        this.observer = observer;
    }

    @Override
    public RoutingDecision admit(HeaderList head, ClientConnection client) {
        var observation = new EndOnce(observer.begun(head));
        return observed(calls.admit(head, client), observation);
    }

    @Override
    public Set<String> replaced() {
        var all = new HashSet<>(calls.replaced());
        all.addAll(observer.replaced());
        return all;
    }

    @Override
    public Answer overloaded() {
        return calls.overloaded();
    }

    @Override
    public Answer stopped() {
        return calls.stopped();
    }

    @Override
    public void closed(ClientConnection client) {
        calls.closed(client);
    }

    static RoutingDecision observed(RoutingDecision decision, CallObservation observation) {
        return switch (decision) {
            case RoutingDecision.Forward(var call) -> {
                observation.forwarded(call.target());
                yield new RoutingDecision.Forward(new ObservedCall(call, observation));
            }
            case RoutingDecision.Refuse(var answer) -> {
                observation.ended(answer.code(), answer.reason());
                yield decision;
            }
            case RoutingDecision.Later(var later, var release) ->
                    new RoutingDecision.Later(
                            () -> decide(later, observation),
                            () -> {
                                observation.ended(CANCELLED, "");
                                release.run();
                            });
        };
    }

    private static RoutingDecision decide(
            RoutingDecision.Decision decision, CallObservation observation)
            throws InterruptedException {
        try {
            return observed(decision.decide(), observation);
        } catch (InterruptedException e) {
            // The client cancelled, or its deadline passed.
            observation.ended(CANCELLED, "");
            throw e;
        }
    }
}
