package io.monopod.gateway.local;

import io.grpc.stub.StreamObserver;

import java.util.function.Function;

/// Answers each request of a stream at once, on the call's thread.
record UnaryPerMessage<Q, S>(Function<Q, S> answer, StreamObserver<S> responses)
        implements StreamObserver<Q> {
    @Override
    public void onNext(Q request) {
        responses.onNext(answer.apply(request));
    }

    /// The client has cancelled, so there is no answer.
    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void onCompleted() {
        responses.onCompleted();
    }
}
