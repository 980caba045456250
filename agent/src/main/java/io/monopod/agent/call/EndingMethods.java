package io.monopod.agent.call;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.monopod.agent.process.BytesMarshaller;
import io.monopod.contract.Names;
import io.monopod.instance.Guard;
import io.monopod.instance.call.CurrentSession;
import io.monopod.vouch.HeaderText;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/// Unary methods of the process that end its session, as services of this process: the guard holds
/// back a good answer until the session has ended.
final class EndingMethods {
    /// Fields that each connection has of its own.
    private static final Set<String> OF_CONNECTION =
            Set.of("content-type", "content-length", "te", "user-agent", "host");

    private final Set<String> methods;
    private final Route route;

    /// @param methods full names
    EndingMethods(Set<String> methods, Route route) {
        this.methods = methods;
        this.route = route;
    }

    /// @return one for each service of which there is a method
    List<ServerServiceDefinition> guardedBy(Guard guard) {
        var services = new HashMap<String, ServerServiceDefinition.Builder>();
        for (var name : methods) {
            var method = method(name);
            services.computeIfAbsent(
                            String.valueOf(method.getServiceName()),
                            ServerServiceDefinition::builder)
                    .addMethod(method, handler(method));
        }
        var guarded = new ArrayList<ServerServiceDefinition>();
        for (var service : services.values()) {
            guarded.add(ServerInterceptors.intercept(service.build(), guard.ofServices(methods)));
        }
        return guarded;
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(BytesMarshaller.INSTANCE)
                .setResponseMarshaller(BytesMarshaller.INSTANCE)
                .build();
    }

    private ServerCallHandler<byte[], byte[]> handler(MethodDescriptor<byte[], byte[]> method) {
        return (call, metadata) -> {
            var onward = route.channel().newCall(method, CallOptions.DEFAULT);
            onward.start(new Answers(call, route), forwarded(metadata));
            onward.request(2); // the second would be an error, which gRPC reports
            call.request(2);
            return new Requests(onward);
        };
    }

    /// With the caller, and without what gRPC sets itself, which is text: `grpc-trace-bin` and its
    /// like are the client's. The voucher is not for the process.
    private static Metadata forwarded(Metadata metadata) {
        var forwarded = new Metadata();
        forwarded.merge(metadata);
        for (var name : metadata.keys()) {
            if ((name.startsWith("grpc-") && !name.endsWith(Metadata.BINARY_HEADER_SUFFIX))
                    || name.equals(Names.VOUCHER)
                    || OF_CONNECTION.contains(name)) {
                forwarded.discardAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
            }
        }
        var current = CurrentSession.current();
        put(Names.SESSION, current.session().value(), forwarded);
        put(Names.USER, current.user().value(), forwarded);
        return forwarded;
    }

    private static void put(String name, String value, Metadata metadata) {
        var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        metadata.discardAll(key);
        metadata.put(key, HeaderText.encode(value));
    }

    private static final class Requests extends ServerCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> onward;

        Requests(ClientCall<byte[], byte[]> onward) {
            this.onward = onward;
        }

        @Override
        public void onMessage(byte[] message) {
            onward.sendMessage(message);
        }

        @Override
        public void onHalfClose() {
            onward.halfClose();
        }

        @Override
        public void onCancel() {
            onward.cancel("the call was cancelled", null);
        }
    }

    private static final class Answers extends ClientCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final Route route;

        Answers(ServerCall<byte[], byte[]> call, Route route) {
            this.call = call;
            this.route = route;
        }

        @Override
        public void onHeaders(Metadata headers) {
            call.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            call.sendMessage(message);
        }

        /// If the process died under the call, that ends the call.
        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.getCode() != Status.Code.UNAVAILABLE || !route.awaitEnd()) {
                call.close(status, trailers);
            }
        }
    }
}
