package io.monopod.instance.call;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// A unary call that ends its session when it succeeds. Its response waits until the slot is given
/// back, so that the instance is free (or closed) before the client sees the response.
final class EndingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Consumer<Metadata> end;
    private @Nullable Metadata headers;
    private @Nullable A answer;

    /// @param end ends the session, and adds the state of the slot to the trailers
    EndingCall(ServerCall<Q, A> call, Consumer<Metadata> end) {
        super(call);
        this.end = end;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        this.headers = headers;
    }

    @Override
    public void sendMessage(A message) {
        this.answer = message;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (status.isOk()) {
            end.accept(trailers);
        }
        if (headers != null) {
            super.sendHeaders(headers);
        }
        if (answer != null) {
            super.sendMessage(answer);
        }
        super.close(status, trailers);
    }
}
