package io.monopod.datapath.serve;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;

import java.util.List;

/// Requests each message of a stream on another thread, after the one before is handled.
///
/// @param received the messages so far
record OneByOne(List<String> received) implements BindableService {
    static final MethodDescriptor<EchoRequest, EchoResponse> TALK =
            MethodDescriptor.<EchoRequest, EchoResponse>newBuilder()
                    .setFullMethodName("test.OneByOne/Talk")
                    .setType(MethodType.BIDI_STREAMING)
                    .setRequestMarshaller(ProtoUtils.marshaller(EchoRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(EchoResponse.getDefaultInstance()))
                    .build();

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("test.OneByOne")
                .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(this::talk))
                .build();
    }

    private StreamObserver<EchoRequest> talk(StreamObserver<EchoResponse> response) {
        var call = (ServerCallStreamObserver<EchoResponse>) response;
        call.disableAutoRequest();
        call.request(1);
        return new StreamObserver<>() {
            @Override
            public void onNext(EchoRequest request) {
                received.add(request.getValue());
                Thread.startVirtualThread(() -> call.request(1));
            }

            @Override
            public void onError(Throwable cancelled) {}

            @Override
            public void onCompleted() {
                response.onCompleted();
            }
        };
    }
}
