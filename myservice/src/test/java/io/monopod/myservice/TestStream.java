package io.monopod.myservice;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The client's end of a subscription.
public final class TestStream implements ClientResponseObserver<EchoRequest, EchoResponse> {
    private final BlockingQueue<EchoResponse> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> end = new LinkedBlockingQueue<>();
    private volatile @Nullable ClientCallStreamObserver<EchoRequest> call;

    public EchoResponse next() throws InterruptedException {
        return take(messages);
    }

    public Answer end() throws InterruptedException {
        return take(end);
    }

    public void cancel() {
        var current = call;
        if (current != null) {
            current.cancel("enough", null);
        }
    }

    private <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came within 10 s; the call's end: " + end.peek());
        }
        return next;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<EchoRequest> requestStream) {
        call = requestStream;
    }

    @Override
    public void onNext(EchoResponse message) {
        messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
        var status = Status.fromThrowable(failure);
        end.add(
                Answer.of(
                        failure instanceof StatusRuntimeException e
                                ? e
                                : status.asRuntimeException()));
    }

    @Override
    public void onCompleted() {
        end.add(Answer.ok());
    }
}
