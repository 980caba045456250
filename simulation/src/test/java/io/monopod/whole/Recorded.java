package io.monopod.whole;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.monopod.instance.call.CurrentSession;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIImplBase;

import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// An echo that records each message that it sends.
final class Recorded extends MyServiceAPIImplBase {
    private final Collection<Sent> sent;

    /// @param at nanoseconds of this process
    record Sent(long at, String session, String pod) {}

    Recorded(Collection<Sent> sent) {
        this.sent = sent;
    }

    @Override
    public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(next());
        answer.onCompleted();
    }

    @Override
    public void myServiceSubscribe(EchoRequest request, StreamObserver<EchoResponse> answer) {
        var cancelled = new CountDownLatch(1);
        Context.current().addListener(_ -> cancelled.countDown(), Runnable::run);
        try {
            do {
                answer.onNext(next());
            } while (!cancelled.await(20, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EchoResponse next() {
        var call = CurrentSession.current();
        var pod = call.instance().value();
        sent.add(new Sent(System.nanoTime(), call.session().value(), pod));
        return EchoResponse.newBuilder().setPodName(pod).build();
    }
}
