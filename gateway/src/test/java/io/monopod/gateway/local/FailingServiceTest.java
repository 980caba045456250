package io.monopod.gateway.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.StreamObserver;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FailingServiceTest {
    /// A service with two bugs.
    private static final class Broken extends InstanceControlGrpc.InstanceControlImplBase {
        @Override
        public void bind(BindRequest request, StreamObserver<BindResponse> response) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public void end(EndRequest request, StreamObserver<EndResponse> response) {
            response.onNext(EndResponse.getDefaultInstance());
            response.onCompleted();
            throw new IllegalStateException("a bug after the answer");
        }
    }

    private final GrpcServer server = new GrpcServer(new Broken());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void throwingServiceIsAnsweredInternal() {
        assertThatThrownBy(() -> stub().bind(BindRequest.getDefaultInstance()))
                .hasMessage("INTERNAL: internal error");
    }

    @Test
    void sentAnswerStands() {
        for (int i = 0; i < 3; i++) {
            stub().end(EndRequest.getDefaultInstance());
        }
    }

    private InstanceControlGrpc.InstanceControlBlockingStub stub() {
        return InstanceControlGrpc.newBlockingStub(server.channel);
    }
}
