package io.monopod.gateway.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// The caller of one of the gateway's own services, as the network identifies it. Many clients can
/// share an address, behind a proxy or on one host; then only the connection distinguishes them.
///
/// @param connection the address and port
public record Peer(String address, String connection) {
    private static final Context.Key<Peer> KEY = Context.key("monopod-peer");
    private static final Peer UNKNOWN = new Peer("unknown", "unknown");

    /// Makes [#current] available to the methods of a service.
    public static final ServerInterceptor INTERCEPTOR =
            new ServerInterceptor() {
                @Override
                public <Q, A> ServerCall.Listener<Q> interceptCall(
                        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
                    var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
                    var context = Context.current();
                    return Contexts.interceptCall(
                            remote == null ? context : context.withValue(KEY, of(remote)),
                            call,
                            metadata,
                            next);
                }
            };

    static Peer of(SocketAddress remote) {
        if (remote instanceof InetSocketAddress socket && socket.getAddress() != null) {
            var address = socket.getAddress().getHostAddress();
            return new Peer(address, address + ":" + socket.getPort());
        }
        return new Peer(remote.toString(), remote.toString());
    }

    /// The peer of the call on this thread.
    public static Peer current() {
        var peer = KEY.get();
        return peer == null ? UNKNOWN : peer;
    }
}
