package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;

import io.grpc.Status;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

@Timeout(30)
class ReflectionTest {
    private final GrpcServer server =
            new GrpcServer(
                    List.of(
                            new ReflectionService().bindService(),
                            new ReflectionAlphaService().bindService()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void reflectionListsThePublicServicesOnly() throws Exception {
        var names =
                reflect(ServerReflectionRequest.newBuilder().setListServices("").build())
                        .getListServicesResponse()
                        .getServiceList()
                        .stream()
                        .map(ServiceResponse::getName);

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "my_service.MyServiceAPI",
                        "monopod.control.v1.WaitingRoom",
                        "grpc.health.v1.Health",
                        "grpc.reflection.v1.ServerReflection");
    }

    @ParameterizedTest
    @CsvSource({
        "my_service.MyServiceAPI, my_service.proto",
        "my_service.MyServiceAPI.Login, my_service.proto",
        "my_service.EchoRequest, my_service.proto",
        "google.protobuf.Timestamp, google/protobuf/timestamp.proto",
        "grpc.health.v1.HealthCheckResponse.ServingStatus, grpc/health/v1/health.proto",
        "google.rpc.Status, google/rpc/status.proto",
        "google.rpc.ErrorInfo, google/rpc/error_details.proto",
        "google.rpc.RetryInfo, google/rpc/error_details.proto"
    })
    void reflectionGivesTheFileOfASymbolWithItsImports(String symbol, String file)
            throws Exception {
        var files =
                filesOf(
                        reflect(
                                ServerReflectionRequest.newBuilder()
                                        .setFileContainingSymbol(symbol)
                                        .build()));

        assertThat(files.getFirst().getName()).isEqualTo(file);
        assertThat(files.stream().map(FileDescriptorProto::getName).toList())
                .containsAll(files.getFirst().getDependencyList());
    }

    @Test
    void reflectionGivesAFileByItsName() throws Exception {
        var request =
                ServerReflectionRequest.newBuilder()
                        .setFileByFilename("google/protobuf/timestamp.proto")
                        .build();

        assertThat(filesOf(reflect(request)).getFirst().getPackage()).isEqualTo("google.protobuf");
    }

    @Test
    void reflectionHidesTheControlPlane() throws Exception {
        var request =
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("monopod.control.v1.Registry")
                        .build();

        assertThat(reflect(request).getErrorResponse().getErrorCode())
                .isEqualTo(Status.Code.NOT_FOUND.value());
    }

    @Test
    void emptyReflectionRequestIsAnError() throws Exception {
        assertThat(reflect(ServerReflectionRequest.getDefaultInstance()).getErrorResponse())
                .returns(Status.Code.INVALID_ARGUMENT.value(), ErrorResponse::getErrorCode);
    }

    @Test
    void reflectionAnswersEveryRequestOfAStream() throws Exception {
        var call = ServerReflectionGrpc.newBlockingV2Stub(server.channel).serverReflectionInfo();
        for (int i = 0; i < 3; i++) {
            var request =
                    ServerReflectionRequest.newBuilder()
                            .setHost("h" + i)
                            .setListServices("")
                            .build();
            call.write(request);
            var response = call.read();
            assertThat(response.getOriginalRequest()).isEqualTo(request);
            assertThat(response.getValidHost()).isEqualTo("h" + i);
        }
        call.halfClose();

        assertThat(call.read()).isNull();
    }

    @Test
    void reflectionAnswersTheOlderVersionToo() throws Exception {
        var call =
                io.grpc.reflection.v1alpha.ServerReflectionGrpc.newBlockingV2Stub(server.channel)
                        .serverReflectionInfo();
        call.write(
                io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                        .setListServices("")
                        .build());

        assertThat(call.read().getListServicesResponse().getServiceCount()).isEqualTo(4);
    }

    private ServerReflectionResponse reflect(ServerReflectionRequest request) throws Exception {
        var call = ServerReflectionGrpc.newBlockingV2Stub(server.channel).serverReflectionInfo();
        call.write(request);
        call.halfClose();
        return call.read();
    }

    private static List<FileDescriptorProto> filesOf(ServerReflectionResponse response)
            throws InvalidProtocolBufferException {
        var files = new ArrayList<FileDescriptorProto>();
        for (var bytes : response.getFileDescriptorResponse().getFileDescriptorProtoList()) {
            files.add(FileDescriptorProto.parseFrom(bytes));
        }
        return files;
    }
}
