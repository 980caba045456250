package io.monopod.benchmarks.backend;

import com.google.protobuf.InvalidProtocolBufferException;

import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc;

/// The methods of the public service and of `InstanceControl` that a benchmark calls.
final class BenchService implements Service {
    private static final int UNIMPLEMENTED = 12;
    private static final String BIND =
            path(InstanceControlGrpc.getBindMethod().getFullMethodName());
    private static final String END = path(InstanceControlGrpc.getEndMethod().getFullMethodName());
    private static final String ECHO =
            path(MyServiceAPIGrpc.getMyServiceEchoMethod().getFullMethodName());
    private static final String SUBSCRIBE =
            path(MyServiceAPIGrpc.getMyServiceSubscribeMethod().getFullMethodName());

    private final Slots slots;
    private final Reply stream;

    /// @param messages the number of messages (1 KiB each) that a stream gets at once
    BenchService(Slots slots, int messages) {
        this.slots = slots;
        this.stream = Reply.stream(messageOf(1024), messages);
    }

    @Override
    public Reply answer(String path, byte[] body) {
        if (path.equals(ECHO)) {
            // EchoRequest.value and EchoResponse.client_value are both field 1, so the bytes can be
            // echoed.
            return Reply.once(body);
        }
        if (path.equals(SUBSCRIBE)) {
            return stream;
        }
        try {
            return control(path, body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message: " + path, e);
        }
    }

    private Reply control(String path, byte[] body) throws InvalidProtocolBufferException {
        if (path.equals(BIND)) {
            var request = GrpcMessage.parse(BindRequest.parser(), body);
            return Reply.once(GrpcMessage.framed(slots.bind(request)));
        }
        if (path.equals(END)) {
            var request = GrpcMessage.parse(EndRequest.parser(), body);
            return Reply.once(GrpcMessage.framed(slots.end(request)));
        }
        return Reply.refusal(UNIMPLEMENTED);
    }

    private static byte[] messageOf(int bytes) {
        var tagAndLength = 3;
        var value = "x".repeat(bytes - tagAndLength);
        return GrpcMessage.framed(EchoResponse.newBuilder().setClientValue(value).build());
    }

    private static String path(String method) {
        return "/" + method;
    }
}
