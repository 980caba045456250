package io.monopod.gateway.store.etcd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
import io.monopod.gateway.store.StoreUnavailable;
import io.monopod.proto.etcd.AuthGrpc;
import io.monopod.proto.etcd.AuthenticateRequest;
import io.monopod.proto.etcd.KVGrpc;
import io.monopod.proto.etcd.LeaseGrantRequest;
import io.monopod.proto.etcd.LeaseGrpc;
import io.monopod.proto.etcd.LeaseKeepAliveRequest;
import io.monopod.proto.etcd.LeaseRevokeRequest;
import io.monopod.proto.etcd.RangeRequest;
import io.monopod.proto.etcd.RangeResponse;
import io.monopod.proto.etcd.TxnRequest;
import io.monopod.proto.etcd.TxnResponse;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests to an etcd cluster. Each goes to one member; if that one fails or does not answer, the
/// next is asked, and stays in use. So every request must do no harm when it is applied twice.
/// Thread-safe; calls block.
final class EtcdClient implements AutoCloseable {
    /// For one member to answer. A cluster elects a leader in one to two seconds.
    static final Duration ATTEMPT = Duration.ofSeconds(1);

    /// Between two tries.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Metadata.Key<String> TOKEN =
            Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    /// A member that has lost the cluster ends the stream then, instead of staying silent.
    private static final Metadata.Key<String> REQUIRE_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final List<HostPort> endpoints;
    private final List<ManagedChannel> channels;
    private final @Nullable EtcdLogin login;
    private final AtomicInteger current = new AtomicInteger();
    private volatile @Nullable String token;

    /// @param login null if the cluster asks for none
    EtcdClient(List<HostPort> endpoints, @Nullable TlsClient tls, @Nullable EtcdLogin login) {
        this.endpoints = List.copyOf(endpoints);
        this.login = login;
        channels = endpoints.stream().map(endpoint -> open(endpoint, tls)).toList();
    }

    private static ManagedChannel open(HostPort endpoint, @Nullable TlsClient tls) {
        return SecureChannel.secure(
                        NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port()), tls)
                .build();
    }

    private interface Attempt<T> {
        T at(Channel member) throws StatusException, InterruptedException;
    }

    TxnResponse txn(TxnRequest request, Duration time)
            throws StoreUnavailable, InterruptedException {
        return call(time, member -> KVGrpc.newBlockingV2Stub(member).txn(request));
    }

    RangeResponse range(RangeRequest request, Duration time)
            throws StoreUnavailable, InterruptedException {
        return call(time, member -> KVGrpc.newBlockingV2Stub(member).range(request));
    }

    /// @return the lease's id
    long grantLease(Duration ttl, Duration time) throws StoreUnavailable, InterruptedException {
        var request = LeaseGrantRequest.newBuilder().setTTL(ttl.toSeconds()).build();
        return call(
                time, member -> LeaseGrpc.newBlockingV2Stub(member).leaseGrant(request).getID());
    }

    /// Renews a lease, on a stream of its own: one that is kept can hang with its member.
    ///
    /// @return false if there is no such lease any more
    boolean renewLease(long lease, Duration time) throws StoreUnavailable, InterruptedException {
        var request = LeaseKeepAliveRequest.newBuilder().setID(lease).build();
        return call(
                time,
                member -> {
                    var stream = LeaseGrpc.newBlockingV2Stub(member).leaseKeepAlive();
                    try {
                        stream.write(request);
                        var answer = stream.read();
                        if (answer == null) {
                            throw Status.UNAVAILABLE.withDescription("no answer").asException();
                        }
                        return answer.getTTL() > 0;
                    } finally {
                        stream.cancel("renewed", null);
                    }
                });
    }

    void revokeLease(long lease, Duration time) throws StoreUnavailable, InterruptedException {
        var request = LeaseRevokeRequest.newBuilder().setID(lease).build();
        call(time, member -> LeaseGrpc.newBlockingV2Stub(member).leaseRevoke(request));
    }

    /// The member that is in use, for a stream, which has no time limit.
    Member member() throws StoreUnavailable, InterruptedException {
        int index = current.get();
        try {
            return new Member(index, authorized(index, ATTEMPT.toNanos()));
        } catch (StatusException e) {
            next(index);
            throw new StoreUnavailable(fault(index, e).text(), e);
        }
    }

    /// @param index in the list of endpoints
    record Member(int index, Channel channel) {}

    /// Why the stream failed, in one line for people.
    String text(Member member, StatusException failure) {
        return fault(member.index(), failure).text();
    }

    /// The stream failed: another member is asked from now on.
    void leave(Member member) {
        next(member.index());
    }

    private <T> T call(Duration time, Attempt<T> attempt)
            throws StoreUnavailable, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        EtcdFault fault = null;
        while (true) {
            int index = current.get();
            long left = Math.min(ATTEMPT.toNanos(), until - System.nanoTime());
            try {
                return attempt.at(
                        ClientInterceptors.intercept(authorized(index, left), within(left)));
            } catch (StatusException e) {
                next(index);
                if (EtcdFault.isOfToken(e.getStatus())) {
                    token = null;
                }
                long rest = until - System.nanoTime();
                fault = EtcdFault.worse(fault, fault(index, e));
                if (rest <= 0 || EtcdFault.isFinal(e.getStatus())) {
                    throw new StoreUnavailable(fault.text(), fault.failure());
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(rest, PAUSE.toNanos()));
            }
        }
    }

    private EtcdFault fault(int index, StatusException failure) {
        return new EtcdFault(endpoints.get(index), failure);
    }

    private void next(int index) {
        current.compareAndSet(index, (index + 1) % channels.size());
    }

    /// A member's channel, with this client's token if it needs one.
    private Channel authorized(int index, long nanos) throws StatusException, InterruptedException {
        var channel = channels.get(index);
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // The channel's own pauses grow to minutes: after an outage nobody should wait for
            // them.
            channel.resetConnectBackoff();
        }
        var metadata = new Metadata();
        metadata.put(REQUIRE_LEADER, "true");
        if (login != null) {
            var mine = token;
            if (mine == null) {
                mine = authenticate(channel, login, nanos);
                token = mine;
            }
            metadata.put(TOKEN, mine);
        }
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static String authenticate(Channel channel, EtcdLogin login, long nanos)
            throws StatusException, InterruptedException {
        var request =
                AuthenticateRequest.newBuilder()
                        .setName(login.user())
                        .setPassword(login.password().value())
                        .build();
        return AuthGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(nanos, TimeUnit.NANOSECONDS)
                .authenticate(request)
                .getToken();
    }

    /// Gives every call this much time.
    private static ClientInterceptor within(long nanos) {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS));
            }
        };
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
