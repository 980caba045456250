package io.monopod.gateway.local;

import io.grpc.stub.StreamObserver;

import java.util.function.Function;

/// The requests of a stream, each answered at once, on the call's thread.
record EachAnswered<Q, S>(Function<Q, S> answer, StreamObserver<S> responses)
        implements StreamObserver<Q> {
    @Override
    public void onNext(Q request) {
        responses.onNext(answer.apply(request));
    }

    /// The client went away: there is nobody to answer.
    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void onCompleted() {
        responses.onCompleted();
    }
}
