package io.monopod.scenarios.client;

import io.monopod.proto.myservice.EchoResponse;
import io.monopod.scenarios.event.Call;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/// An open `MyServiceSubscribe`. For one thread at a time.
public final class Subscription implements AutoCloseable {
    private final Call call;
    private final PendingCall<EchoResponse> pending;
    private final Journal journal;
    private final AnswerCollector tally = new AnswerCollector();
    private @Nullable Exchange ended;

    Subscription(Call call, PendingCall<EchoResponse> pending, Journal journal) {
        this.call = call;
        this.pending = pending;
        this.journal = journal;
    }

    /// Waits for the next message; empty if the stream ended or `within` passed first.
    public Optional<Reply.Served> next(Duration within) throws InterruptedException {
        if (ended != null) {
            return Optional.empty();
        }
        return switch (pending.next(within)) {
            case null -> Optional.empty();
            case PendingCall.Signal.Message<EchoResponse> message ->
                    Optional.of(received(message.value()));
            case PendingCall.Signal.Closed<EchoResponse> closed -> {
                end(closed);
                yield Optional.empty();
            }
        };
    }

    /// How the stream ended; empty if [#next] has not read its end.
    public Optional<Exchange> ended() {
        return Optional.ofNullable(ended);
    }

    /// Cancels the stream if it still runs, and returns how it ended.
    public Exchange cancel() throws InterruptedException {
        tally.cancelled();
        pending.cancel("cancelled by the client");
        Exchange end = ended;
        while (end == null) {
            end =
                    switch (pending.next()) {
                        case PendingCall.Signal.Message<EchoResponse> message -> {
                            received(message.value());
                            yield null;
                        }
                        case PendingCall.Signal.Closed<EchoResponse> closed -> end(closed);
                    };
        }
        return end;
    }

    /// Cancels the stream if it still runs. The cancelled call ends at once, so this does not
    /// block; a pending interrupt is kept.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            cancel();
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Reply.Served received(EchoResponse response) {
        Reply.Served message = Replies.of(response);
        tally.add(message);
        journal.message(call, message, tally.elapsed());
        return message;
    }

    private Exchange end(PendingCall.Signal.Closed<EchoResponse> closed) {
        Exchange exchange = journal.ended(new Exchange(call, tally.close(closed)));
        ended = exchange;
        return exchange;
    }
}
