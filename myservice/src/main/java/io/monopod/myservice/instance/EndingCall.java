package io.monopod.myservice.instance;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/// A unary call that ends its session by succeeding. Its answer is held back until the slot is
/// given back: when a client has it, the instance is free (or closed) already.
final class EndingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Consumer<Metadata> end;
    private @Nullable Metadata headers;
    private @Nullable A answer;

    /// @param end ends the session, and adds to the trailers what has become of the slot
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
