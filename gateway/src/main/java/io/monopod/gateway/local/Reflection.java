package io.monopod.gateway.local;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorDetailsProto;
import com.google.rpc.StatusProto;

import io.grpc.Status;
import io.grpc.health.v1.HealthProto;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ExtensionNumberResponse;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionProto;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.monopod.proto.control.v1.WaitingRoomOuterClass;
import io.monopod.proto.myservice.MyService;

import java.util.List;
import java.util.Optional;

/// Answers server reflection: describes the public services and the details of refusals, but no
/// service that only instances call.
///
/// Helidon's own reflection does not fit: it describes every service of a listener, and finds no
/// files by name, which grpcurl needs.
final class Reflection {
    /// Initialized by the first request, not at the start.
    private static final class Public {
        static final ServiceDescriptors SERVICES =
                new ServiceDescriptors(
                        List.of(
                                MyService.getDescriptor(),
                                WaitingRoomOuterClass.getDescriptor(),
                                HealthProto.getDescriptor(),
                                ServerReflectionProto.getDescriptor()),
                        List.of(StatusProto.getDescriptor(), ErrorDetailsProto.getDescriptor()));
    }

    private Reflection() {}

    static ServerReflectionResponse answer(ServerReflectionRequest request) {
        var response =
                ServerReflectionResponse.newBuilder()
                        .setValidHost(request.getHost())
                        .setOriginalRequest(request);
        var known = Public.SERVICES;
        switch (request.getMessageRequestCase()) {
            case LIST_SERVICES -> response.setListServicesResponse(list(known));
            case FILE_BY_FILENAME ->
                    files(response, known.byFile(request.getFileByFilename()), "unknown file");
            case FILE_CONTAINING_SYMBOL ->
                    files(
                            response,
                            known.bySymbol(request.getFileContainingSymbol()),
                            "unknown symbol");
            case ALL_EXTENSION_NUMBERS_OF_TYPE ->
                    extensions(response, known, request.getAllExtensionNumbersOfType());
            case FILE_CONTAINING_EXTENSION ->
                    error(response, Status.Code.NOT_FOUND, "no extensions");
            case MESSAGEREQUEST_NOT_SET ->
                    error(response, Status.Code.INVALID_ARGUMENT, "the request asks nothing");
        }
        return response.build();
    }

    private static ListServiceResponse list(ServiceDescriptors known) {
        var list = ListServiceResponse.newBuilder();
        known.services()
                .forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
        return list.build();
    }

    private static void files(
            ServerReflectionResponse.Builder response,
            Optional<List<ByteString>> files,
            String otherwise) {
        files.ifPresentOrElse(
                found ->
                        response.setFileDescriptorResponse(
                                FileDescriptorResponse.newBuilder()
                                        .addAllFileDescriptorProto(found)),
                () -> error(response, Status.Code.NOT_FOUND, otherwise));
    }

    /// In proto3, only options have extensions.
    private static void extensions(
            ServerReflectionResponse.Builder response, ServiceDescriptors known, String type) {
        if (known.knowsSymbol(type)) {
            response.setAllExtensionNumbersResponse(
                    ExtensionNumberResponse.newBuilder().setBaseTypeName(type));
        } else {
            error(response, Status.Code.NOT_FOUND, "unknown type");
        }
    }

    private static void error(
            ServerReflectionResponse.Builder response, Status.Code code, String message) {
        response.setErrorResponse(
                ErrorResponse.newBuilder().setErrorCode(code.value()).setErrorMessage(message));
    }
}
