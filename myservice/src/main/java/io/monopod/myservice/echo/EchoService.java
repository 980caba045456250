package io.monopod.myservice.echo;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.monopod.instance.SessionService;
import io.monopod.instance.call.CurrentSession;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIImplBase;
import io.monopod.proto.myservice.ShutdownRequest;
import io.monopod.proto.myservice.ShutdownResponse;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The example service: the public contract except `Login`, which the gateway serves.
public final class EchoService extends MyServiceAPIImplBase {
    private static final String SERVER_VALUE = "my_service";

    private final Duration subscribeInterval;

    private EchoService(Duration subscribeInterval) {
        this.subscribeInterval = subscribeInterval;
    }

    /// @param subscribeInterval time between two messages of a subscription
    public static SessionService create(Duration subscribeInterval) {
        return SessionService.of(new EchoService(subscribeInterval))
                .endedBy(MyServiceAPIGrpc.getMyServiceShutdownMethod());
    }

    @Override
    public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(response(request, 0, "MyServiceEcho"));
        answer.onCompleted();
    }

    /// Runs and writes on the call's own virtual thread until the call is cancelled.
    @Override
    public void myServiceSubscribe(EchoRequest request, StreamObserver<EchoResponse> answer) {
        var cancelled = new CountDownLatch(1);
        Context.current().addListener(_ -> cancelled.countDown(), Runnable::run);
        int index = 0;
        do {
            answer.onNext(response(request, index++, "MyServiceSubscribe"));
        } while (!happens(cancelled, subscribeInterval));
    }

    private static boolean happens(CountDownLatch event, Duration within) {
        try {
            return event.await(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void myServiceShutdown(
            ShutdownRequest request, StreamObserver<ShutdownResponse> answer) {
        var call = CurrentSession.current();
        answer.onNext(
                ShutdownResponse.newBuilder()
                        .setPodName(call.instance().value())
                        .setServerSessionId(call.session().value())
                        .setClientSessionId(call.session().value())
                        .setIndex(0)
                        .setServerMethod("MyServiceShutdown")
                        .build());
        answer.onCompleted();
    }

    private static EchoResponse response(EchoRequest request, int index, String method) {
        var call = CurrentSession.current();
        return EchoResponse.newBuilder()
                .setClientValue(request.getValue())
                .setServerValue(SERVER_VALUE)
                .setPodName(call.instance().value())
                .setServerSessionId(call.session().value())
                .setClientSessionId(call.session().value())
                .setIndex(index)
                .setServerMethod(method)
                .build();
    }
}
