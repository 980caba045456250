package io.monopod.scenarios.client;

import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.ClientView;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/// Reports one client's events to the run's listener and updates its view. Written by the client's
/// thread; the view may be read by any.
final class Journal {
    private final RunListener listener;
    private final InstantSource clock;
    private volatile ClientView view;

    Journal(RunListener listener, InstantSource clock, ClientView fresh) {
        this.listener = listener;
        this.clock = clock;
        this.view = fresh;
        listener.on(new RunEvent.ClientChanged(fresh.since(), fresh));
    }

    ClientView view() {
        return view;
    }

    Instant now() {
        return clock.instant();
    }

    void started(Call call) {
        listener.on(new RunEvent.CallStarted(call.startedAt(), call));
        change(call.startedAt(), before -> before.started(call));
    }

    void message(Call call, Reply.Served message, Duration sinceStart) {
        Instant now = now();
        listener.on(new RunEvent.StreamMessage(now, call, message));
        change(now, before -> before.servedBy(message.pod(), sinceStart, now));
    }

    Exchange ended(Exchange exchange) {
        Instant now = now();
        listener.on(new RunEvent.CallEnded(now, exchange));
        change(now, before -> before.ended(exchange, now));
        return exchange;
    }

    void in(ClientState state) {
        Instant now = now();
        change(now, before -> before.in(state, now));
    }

    private void change(Instant now, UnaryOperator<ClientView> step) {
        ClientView before = view;
        ClientView after = step.apply(before);
        if (!after.equals(before)) {
            view = after;
            listener.on(new RunEvent.ClientChanged(now, after));
        }
    }
}
