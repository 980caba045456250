package io.monopod.gateway.telemetry;

import io.monopod.gateway.call.CallHandler;
import io.monopod.gateway.call.ClientConnection;
import io.monopod.gateway.call.Verdict;
import io.monopod.gateway.http2.HeaderList;

import java.util.HashSet;
import java.util.Set;

/// Tells an observer of every call: once when it comes, once when it ends, and what its client was
/// told then.
public final class ObservedCalls implements CallHandler {
    private static final int CANCELLED = 1;

    private final CallHandler calls;
    private final CallObserver observer;

    public ObservedCalls(CallHandler calls, CallObserver observer) {
        this.calls = calls;
        this.observer = observer;
    }

    @Override
    public Verdict admit(HeaderList head, ClientConnection client) {
        var observation = observer.begun(head);
        return observed(calls.admit(head, client), observation);
    }

    @Override
    public Set<String> replaced() {
        var all = new HashSet<>(calls.replaced());
        all.addAll(observer.replaced());
        return all;
    }

    @Override
    public void closed(ClientConnection client) {
        calls.closed(client);
    }

    static Verdict observed(Verdict verdict, CallObservation observation) {
        return switch (verdict) {
            case Verdict.Forward(var call) -> {
                observation.forwarded(call.target());
                yield new Verdict.Forward(new ObservedCall(call, observation));
            }
            case Verdict.Refuse(var answer) -> {
                observation.ended(answer.code(), answer.reason());
                yield verdict;
            }
            case Verdict.Later(var decision, var letGo) ->
                    new Verdict.Later(
                            () -> decide(decision, observation),
                            () -> {
                                observation.ended(CANCELLED, "");
                                letGo.run();
                            });
        };
    }

    private static Verdict decide(Verdict.Decision decision, CallObservation observation)
            throws InterruptedException {
        try {
            return observed(decision.decide(), observation);
        } catch (InterruptedException e) {
            // The client cancelled, or its deadline has passed.
            observation.ended(CANCELLED, "");
            throw e;
        }
    }
}
