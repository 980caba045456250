package io.monopod.gateway.local;

import com.google.protobuf.InvalidProtocolBufferException;

import io.grpc.reflection.v1alpha.ServerReflectionGrpc;
import io.grpc.reflection.v1alpha.ServerReflectionRequest;
import io.grpc.reflection.v1alpha.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;

/// gRPC server reflection, version 1alpha, for older tools. Its messages equal those of version 1
/// on the wire.
final class ReflectionAlphaService extends ServerReflectionGrpc.ServerReflectionImplBase {
    @Override
    public StreamObserver<ServerReflectionRequest> serverReflectionInfo(
            StreamObserver<ServerReflectionResponse> responses) {
        return new UnaryPerMessage<>(ReflectionAlphaService::answer, responses);
    }

    private static ServerReflectionResponse answer(ServerReflectionRequest request) {
        try {
            var v1 =
                    io.grpc.reflection.v1.ServerReflectionRequest.parseFrom(request.toByteString());
            return ServerReflectionResponse.parseFrom(Reflection.answer(v1).toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the two versions differ", e);
        }
    }
}
