package io.monopod.gateway.registry;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.contract.Names;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.Hold;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.Reply;
import io.monopod.proto.control.v1.BindRequest;
import io.monopod.proto.control.v1.BindResponse;
import io.monopod.proto.control.v1.EndRequest;
import io.monopod.proto.control.v1.EndResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlBlockingV2Stub;
import io.monopod.tls.SecureChannel;
import io.monopod.tls.TlsClient;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLHandshakeException;

/// Talks gRPC to instances, over one connection to each, which is closed when it is idle.
public final class GrpcInstanceControl implements InstanceControl, AutoCloseable {
    private static final Logger LOG = System.getLogger(GrpcInstanceControl.class.getName());
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of(Names.AUTHORIZATION, Metadata.ASCII_STRING_MARSHALLER);

    /// How long [#reach] tries.
    private static final Duration REACH = Duration.ofMillis(500);

    private final Supplier<String> token;
    private final @Nullable TlsClient tls;
    private final Duration patience;
    private final ConcurrentHashMap<Instance, ManagedChannel> channels = new ConcurrentHashMap<>();

    /// @param token the token that the gateway has signed for itself, asked for each request
    /// @param tls towards the instances; null for none
    /// @param patience for the answer to a request. One that comes later leaves the instance in
    ///   doubt and the session without it, so this is longer than a machine at its limits needs.
    public GrpcInstanceControl(Supplier<String> token, @Nullable TlsClient tls, Duration patience) {
        this.token = token;
        this.tls = tls;
        this.patience = patience;
    }

    /// Connects, so that the first session pays neither for that nor for the classes it takes.
    @Override
    public void prepare(Instance instance) {
        channel(instance).getState(true);
    }

    @Override
    public Reply bind(Grant grant) throws InterruptedException {
        var request =
                BindRequest.newBuilder()
                        .setInstanceId(grant.instance().id().value())
                        .setSessionId(grant.session().value())
                        .setEpoch(grant.epoch().value())
                        .setOwner(grant.owner().value())
                        .build();
        return ask(grant.instance(), "bind", stub -> read(stub.bind(request)));
    }

    private static Reply read(BindResponse response) {
        return switch (response.getOutcome()) {
            case BOUND, HELD_BY_OTHER, STALE_EPOCH, NOT_ACCEPTING ->
                    new Reply.Told(SlotReports.read(response.getSlot()));
            case WRONG_INSTANCE -> new Reply.WrongInstance();
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("bind outcome is none");
        };
    }

    @Override
    public Reply end(Hold hold, EndReason reason) throws InterruptedException {
        var request =
                EndRequest.newBuilder()
                        .setInstanceId(hold.instance().id().value())
                        .setSessionId(hold.session().value())
                        .setEpoch(hold.epoch().value())
                        .setReason(reason.label())
                        .build();
        return ask(hold.instance(), "end", stub -> read(stub.end(request)));
    }

    private static Reply read(EndResponse response) {
        return switch (response.getOutcome()) {
            case ENDED, NOT_HELD, STALE_EPOCH ->
                    new Reply.Told(SlotReports.read(response.getSlot()));
            case WRONG_INSTANCE -> new Reply.WrongInstance();
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("end outcome is none");
        };
    }

    private interface Request {
        Reply send(InstanceControlBlockingV2Stub stub) throws StatusException;
    }

    private Reply ask(Instance instance, String what, Request request) throws InterruptedException {
        try {
            return request.send(stub(instance));
        } catch (StatusException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.log(
                    Level.INFO,
                    "{0} failed instance={1} status={2}",
                    what,
                    instance.id(),
                    e.getStatus());
            return failure(e.getStatus());
        } catch (IllegalArgumentException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} got no valid answer instance={1}: {2}",
                    what,
                    instance.id(),
                    e.getMessage());
            return new Reply.Unknown();
        }
    }

    private InstanceControlBlockingV2Stub stub(Instance instance) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token.get());
        return InstanceControlGrpc.newBlockingV2Stub(channel(instance))
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(patience);
    }

    private ManagedChannel channel(Instance instance) {
        return channels.computeIfAbsent(instance, this::open);
    }

    private ManagedChannel open(Instance instance) {
        var address = instance.address();
        return SecureChannel.secure(
                        NettyChannelBuilder.forAddress(address.host(), address.port()), tls)
                .directExecutor()
                .disableRetry()
                // A session needs it twice, at its beginning and its end.
                .idleTimeout(1, TimeUnit.SECONDS)
                .withOption(
                        // Half of it: a connection that cannot be made is known before the
                        // request is in doubt.
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(patience.dividedBy(2).toMillis()))
                .build();
    }

    /// What a failure says of the request (gRPC, "Status codes and their use"): these codes come
    /// from a server that turned it away; without a connection nothing was sent; else nobody knows.
    private static Reply failure(Status status) {
        return switch (status.getCode()) {
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    UNIMPLEMENTED,
                    FAILED_PRECONDITION ->
                    new Reply.NotDone();
            case UNAVAILABLE -> unavailable(status.getCause());
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    DEADLINE_EXCEEDED,
                    ALREADY_EXISTS,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS ->
                    new Reply.Unknown();
        };
    }

    private static Reply unavailable(Throwable cause) {
        return switch (cause) {
            case null -> new Reply.Unknown();
            case ConnectTimeoutException _, SSLHandshakeException _ -> new Reply.NotDone();
            case ConnectException _ -> new Reply.Gone();
            default -> new Reply.Unknown();
        };
    }

    @Override
    public Reach reach(Instance instance) {
        var address = instance.address();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    Math.toIntExact(REACH.toMillis()));
            return Reach.CONNECTED;
        } catch (ConnectException e) {
            return Reach.REFUSED;
        } catch (IOException e) {
            return Reach.SILENT;
        }
    }

    @Override
    public void forget(Instance instance) {
        var channel = channels.remove(instance);
        if (channel != null) {
            channel.shutdown();
        }
    }

    /// Ends every request under way. Not to be used afterwards.
    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
