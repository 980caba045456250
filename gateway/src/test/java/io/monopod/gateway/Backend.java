package io.monopod.gateway;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import io.monopod.proto.myservice.EchoRequest;
import io.monopod.proto.myservice.EchoResponse;
import io.monopod.proto.myservice.MyServiceAPIGrpc.MyServiceAPIImplBase;
import io.monopod.tls.ServerTls;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server of a static cluster: it echoes, and keeps its subscriptions open.
public final class Backend extends MyServiceAPIImplBase implements AutoCloseable {
    public final BlockingQueue<StreamObserver<EchoResponse>> subscribers =
            new LinkedBlockingQueue<>();

    /// The metadata of each call, in order of arrival.
    public final BlockingQueue<Metadata> heads = new LinkedBlockingQueue<>();

    private final Server server;

    public Backend() throws IOException {
        this(InsecureServerCredentials.create());
    }

    private Backend(ServerCredentials credentials) throws IOException {
        server =
                Grpc.newServerBuilderForPort(0, credentials)
                        .maxInboundMessageSize(64 << 20)
                        .addService(ServerInterceptors.intercept(this, headRecorder()))
                        .build()
                        .start();
    }

    public static Backend over(ServerTls tls) throws IOException {
        var credentials =
                TlsServerCredentials.newBuilder()
                        .keyManager(
                                tls.certificate().orElseThrow().toFile(),
                                tls.key().orElseThrow().toFile());
        if (tls.clientCa().isPresent()) {
            credentials
                    .trustManager(tls.clientCa().get().toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return new Backend(credentials.build());
    }

    private ServerInterceptor headRecorder() {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata head, ServerCallHandler<Q, S> next) {
                heads.add(head);
                return next.startCall(call, head);
            }
        };
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void myServiceEcho(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(response(request.getValue()));
        answer.onCompleted();
    }

    @Override
    public void myServiceSubscribe(EchoRequest request, StreamObserver<EchoResponse> answer) {
        answer.onNext(response(request.getValue()));
        subscribers.add(answer);
    }

    public static EchoResponse response(String value) {
        return EchoResponse.newBuilder().setClientValue(value).build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
