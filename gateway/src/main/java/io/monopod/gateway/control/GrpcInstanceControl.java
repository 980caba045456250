package io.monopod.gateway.control;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.monopod.config.HostPort;
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
import io.monopod.proto.control.v1.ExtendRequest;
import io.monopod.proto.control.v1.ExtendResponse;
import io.monopod.proto.control.v1.InstanceControlGrpc;
import io.monopod.proto.control.v1.InstanceControlGrpc.InstanceControlBlockingV2Stub;
import io.monopod.proto.control.v1.ProbeRequest;
import io.monopod.proto.control.v1.SlotReport;
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
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLHandshakeException;

/// Sends control calls by gRPC, over one connection to each instance. Idle connections are closed.
public final class GrpcInstanceControl implements InstanceControl {
    private static final Logger LOG = System.getLogger(GrpcInstanceControl.class.getName());
    private static final Metadata.Key<String> CONTROL =
            Metadata.Key.of(Names.CONTROL, Metadata.ASCII_STRING_MARSHALLER);

    /// The connect timeout of [#reach].
    private static final Duration REACH = Duration.ofMillis(500);

    /// How long [#isThere] waits for an answer. The instance that registers waits as long.
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final ReportVerifier verifier;
    private final @Nullable TlsClient tls;
    private final Duration maxWait;
    private final ControlChannels channels = new ControlChannels(this::open);

    /// @param verifier verifies what instances answer
    /// @param tls towards the instances; null for none
    /// @param maxWait how long a request waits for its answer. A later answer leaves the instance
    ///   in doubt and the session without it, so this is longer than an overloaded machine needs.
    public GrpcInstanceControl(ReportVerifier verifier, @Nullable TlsClient tls, Duration maxWait) {
        this.verifier = verifier;
        this.tls = tls;
        this.maxWait = maxWait;
    }

    /// Connects early, so that the first session waits neither for the connection nor for class
    /// loading.
    @Override
    public void prepare(Instance instance) {
        channels.keep(instance);
    }

    @Override
    public Reply bind(Grant grant) throws InterruptedException {
        var request =
                BindRequest.newBuilder()
                        .setInstanceId(grant.instance().id().value())
                        .setSessionId(grant.session().value())
                        .setEpoch(grant.epoch().value())
                        .setOwner(grant.owner().value())
                        .setProof(verifier.proof(grant))
                        .build();
        var instance = grant.instance();
        return ask(instance, "bind", stub -> read(instance, stub.bind(request), grant));
    }

    private Reply read(Instance instance, BindResponse response, Grant grant) {
        if (response.getOutcome() == BindResponse.Outcome.BOUND) {
            requireHeldBy(grant, response.getSlot());
        }
        return switch (response.getOutcome()) {
            case BOUND, HELD_BY_OTHER, STALE_EPOCH, NOT_ACCEPTING, NOT_OWNER ->
                    new Reply.Answered(verifier.read(instance, response.getSlot()));
            case WRONG_INSTANCE -> new Reply.WrongInstance();
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("bind outcome is none");
        };
    }

    private static void requireHeldBy(Grant grant, SlotReport slot) {
        boolean held =
                slot.getPhase() == SlotReport.Phase.HELD
                        && slot.getSessionId().equals(grant.session().value())
                        && slot.getEpoch() == grant.epoch().value();
        if (!held) {
            throw new IllegalArgumentException("bound, but the slot is not held by that grant");
        }
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
        var instance = hold.instance();
        return ask(instance, "end", stub -> read(instance, stub.end(request)));
    }

    /// Asks the grant's instance to end the session if no call of it has got in. Its report then
    /// says what came of it. Nothing happens if the instance is not reached.
    public void endIfUnused(Grant grant) {
        var instance = grant.instance();
        var request =
                EndRequest.newBuilder()
                        .setInstanceId(instance.id().value())
                        .setSessionId(grant.session().value())
                        .setEpoch(grant.epoch().value())
                        .setReason(EndReason.NEVER_USED.label())
                        .setOnlyIfUnused(true)
                        .build();
        try (var use = channels.use(instance)) {
            var _ = stub(use.channel(), instance).end(request);
        } catch (StatusException e) {
            LOG.log(Level.DEBUG, "unused session is not ended", e);
        }
    }

    /// Tells the grant's instance that a token of its session is valid for that long.
    ///
    /// @return false if it must be told again
    public boolean extend(Grant grant, Duration validFor) {
        var instance = grant.instance();
        var request =
                ExtendRequest.newBuilder()
                        .setInstanceId(instance.id().value())
                        .setSessionId(grant.session().value())
                        .setEpoch(grant.epoch().value())
                        .setValidFor(
                                com.google.protobuf.Duration.newBuilder()
                                        .setSeconds(validFor.getSeconds())
                                        .setNanos(validFor.getNano()))
                        .build();
        try (var use = channels.use(instance)) {
            var outcome = stub(use.channel(), instance).extend(request).getOutcome();
            return outcome == ExtendResponse.Outcome.EXTENDED;
        } catch (StatusException e) {
            // One of an earlier version does not end sessions so.
            LOG.log(Level.DEBUG, "token's time is not told", e);
            return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
        }
    }

    private Reply read(Instance instance, EndResponse response) {
        return switch (response.getOutcome()) {
            case ENDED, NOT_HELD, STALE_EPOCH, IN_USE ->
                    new Reply.Answered(verifier.read(instance, response.getSlot()));
            case WRONG_INSTANCE -> new Reply.WrongInstance();
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException("end outcome is none");
        };
    }

    private interface Request {
        Reply send(InstanceControlBlockingV2Stub stub) throws StatusException;
    }

    private Reply ask(Instance instance, String what, Request request) throws InterruptedException {
        try (var use = channels.use(instance)) {
            return ask(use, instance, what, request);
        }
    }

    private Reply ask(ControlChannels.Use use, Instance instance, String what, Request request)
            throws InterruptedException {
        try {
            var reply = request.send(stub(use.channel(), instance));
            if (!use.fault("").isEmpty()) {
                LOG.log(Level.INFO, "control calls work again instance={0}", instance.id());
            }
            return reply;
        } catch (StatusException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            log(Level.INFO, use, instance, what + " failed", e.getStatus());
            return failure(e.getStatus());
        } catch (IllegalArgumentException e) {
            log(
                    Level.WARNING,
                    use,
                    instance,
                    what + " got no valid answer",
                    String.valueOf(e.getMessage()));
            return new Reply.Unknown();
        }
    }

    /// Logs a fault only when it changes: a failing instance is asked again and again.
    private static void log(
            Level level, ControlChannels.Use use, Instance instance, String what, Object why) {
        var fault = what + (why instanceof Status status ? " " + status.getCode() : "");
        if (!use.fault(fault).equals(fault)) {
            LOG.log(level, "{0} instance={1}: {2}", what, instance.id(), why);
        }
    }

    private InstanceControlBlockingV2Stub stub(ManagedChannel channel, Instance instance) {
        var headers = new Metadata();
        headers.put(CONTROL, instance.key().controlProof(instance.id()));
        return InstanceControlGrpc.newBlockingV2Stub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(maxWait);
    }

    private ManagedChannel open(Instance instance) {
        var address = instance.address();
        return SecureChannel.secure(
                        NettyChannelBuilder.forAddress(address.host(), address.port()), tls)
                .directExecutor()
                .disableRetry()
                // A session needs the connection only at its beginning and its end.
                .idleTimeout(1, TimeUnit.SECONDS)
                .withOption(
                        // Half of the request's time: a failed connect is known before the request
                        // is in doubt.
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(maxWait.dividedBy(2).toMillis()))
                .build();
    }

    /// What a failure says about the request (gRPC, "Status codes and their use"). The first group
    /// comes from a server that rejected it. Without a connection nothing was sent. In all other
    /// cases the outcome is unknown.
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
    public boolean isThere(Instance instance) {
        var request = ProbeRequest.newBuilder().setInstanceId(instance.id().value()).build();
        try (var use = channels.use(instance)) {
            return stub(use.channel(), instance).withDeadlineAfter(PROBE).probe(request).hasSlot();
        } catch (StatusException e) {
            return false;
        } finally {
            // Its registration may still be refused, so nothing is kept for it.
            forget(instance);
        }
    }

    @Override
    public Reach reach(Instance instance) {
        return reach(instance.address());
    }

    /// Tries to connect, to learn whether a process listens there.
    public static Reach reach(HostPort address) {
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
        channels.forget(instance);
    }

    @Override
    public void close() {
        channels.close();
    }
}
