package io.monopod.datapath.serve;

import io.grpc.stub.StreamObserver;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

import java.util.concurrent.atomic.AtomicInteger;

/// Echoes each request.
class EchoingService extends MyServiceAPIGrpc.MyServiceAPIImplBase {
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> response) {
        calls.incrementAndGet();
        response.onNext(EchoResponse.newBuilder().setClientValue(request.getValue()).build());
        response.onCompleted();
    }
}
