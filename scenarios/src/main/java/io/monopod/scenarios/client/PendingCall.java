package io.monopod.scenarios.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One call on the wire, read by one blocking thread. gRPC's own blocking stubs lose the headers,
/// and on errors the trailers, which an `Answer` needs.
///
/// Requests at most one message ahead of the reader, so that an unread stream is held back by flow
/// control instead of filling memory.
final class PendingCall<A> {
    private final ClientCall<?, A> call;
    private final BlockingQueue<Signal<A>> signals;

    /// An event of the transport.
    sealed interface Signal<A> {
        record Message<A>(A value) implements Signal<A> {}

        /// @param headers null for a Trailers-Only response, or a status made by this client
        record Closed<A>(Status status, Metadata trailers, @Nullable Metadata headers)
                implements Signal<A> {}
    }

    private PendingCall(ClientCall<?, A> call, BlockingQueue<Signal<A>> signals) {
        this.call = call;
        this.signals = signals;
    }

    /// Sends the one request message of a unary or server-streaming call.
    static <Q, A> PendingCall<A> start(
            Channel channel,
            MethodDescriptor<Q, A> method,
            CallOptions options,
            Metadata metadata,
            Q request) {
        ClientCall<Q, A> call = channel.newCall(method, options);
        BlockingQueue<Signal<A>> signals = new LinkedBlockingQueue<>();
        call.start(new Inbox<>(signals), metadata);
        call.request(1);
        call.sendMessage(request);
        call.halfClose();
        return new PendingCall<>(call, signals);
    }

    /// Waits for the next message or the end. Must not be called after the end.
    Signal<A> next() throws InterruptedException {
        return granting(signals.take());
    }

    /// Waits at most `within`; null if nothing came.
    @Nullable Signal<A> next(Duration within) throws InterruptedException {
        Signal<A> signal = signals.poll(within.toNanos(), TimeUnit.NANOSECONDS);
        return signal == null ? null : granting(signal);
    }

    /// Ends the call; the last signal is then `Closed`.
    void cancel(String why) {
        call.cancel(why, null);
    }

    private Signal<A> granting(Signal<A> signal) {
        if (signal instanceof Signal.Message<A>) {
            call.request(1);
        }
        return signal;
    }

    /// Runs on the transport's thread, so it only hands over.
    private static final class Inbox<A> extends ClientCall.Listener<A> {
        private final BlockingQueue<Signal<A>> signals;
        private volatile @Nullable Metadata headers;

        private Inbox(BlockingQueue<Signal<A>> signals) {
            this.signals = signals;
        }

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(A message) {
            signals.add(new Signal.Message<>(message));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            signals.add(new Signal.Closed<>(status, trailers, headers));
        }
    }
}
