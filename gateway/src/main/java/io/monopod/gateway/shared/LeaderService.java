package io.monopod.gateway.shared;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.peer.GatewayProof;
import io.monopod.gateway.store.Member;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.AskRequest;
import io.monopod.proto.store.v1.AskResponse;
import io.monopod.proto.store.v1.EventsRequest;
import io.monopod.proto.store.v1.EventsResponse;
import io.monopod.proto.store.v1.GiveBackRequest;
import io.monopod.proto.store.v1.GiveBackResponse;
import io.monopod.proto.store.v1.LeaderGrpc;
import io.monopod.proto.store.v1.LeaderProbeRequest;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.QueueStatusRequest;
import io.monopod.proto.store.v1.QueueStatusResponse;
import io.monopod.proto.store.v1.ReplayedRequest;
import io.monopod.proto.store.v1.ReplayedResponse;
import io.monopod.proto.store.v1.StoreStateRequest;
import io.monopod.proto.store.v1.StoreStateResponse;
import io.monopod.proto.store.v1.TakeLossRequest;
import io.monopod.proto.store.v1.TakeLossResponse;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/// Answers the other gateways while this one leads, and about the store in any case. Each call
/// stays on its thread.
final class LeaderService extends LeaderGrpc.LeaderImplBase {
    private static final Logger LOG = System.getLogger(LeaderService.class.getName());

    private final Supplier<@Nullable Leading> leading;
    private final Supplier<StoreStateResponse> storeState;

    /// @param leading null while another gateway leads
    /// @param storeState as this gateway sees it
    LeaderService(Supplier<@Nullable Leading> leading, Supplier<StoreStateResponse> storeState) {
        this.leading = leading;
        this.storeState = storeState;
    }

    /// Refuses calls that are not of a gateway with the same store.
    ///
    /// @param self this gateway
    static ServerInterceptor guard(Supplier<@Nullable Member> self) {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                var proof = headers.get(GatewayProof.KEY);
                var member = self.get();
                if (proof != null && member != null && GatewayProof.isValid(proof, member)) {
                    return next.startCall(call, headers);
                }
                LOG.log(
                        Level.WARNING,
                        "gateway refused, proof {0} peer={1}",
                        proof == null ? "missing" : "wrong",
                        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
                call.close(
                        Status.UNAUTHENTICATED.withDescription("gateway's proof refused"),
                        new Metadata());
                return new ServerCall.Listener<>() {};
            }
        };
    }

    private interface Work<R> {
        R with(Leading leader) throws LeaderAway, InterruptedException;
    }

    @Override
    public void acquire(AcquireRequest request, StreamObserver<AcquireResponse> answer) {
        var thread = Thread.currentThread();
        Context.CancellationListener whenCancelled = _ -> thread.interrupt();
        var call = Context.current();
        call.addListener(whenCancelled, Runnable::run);
        try {
            answer(answer, leader -> leader.acquire(request));
        } finally {
            call.removeListener(whenCancelled);
        }
    }

    @Override
    public void probe(LeaderProbeRequest request, StreamObserver<LeaderProbeResponse> answer) {
        answer(answer, leader -> leader.probe(request));
    }

    @Override
    public void giveBack(GiveBackRequest request, StreamObserver<GiveBackResponse> answer) {
        answer(
                answer,
                leader -> {
                    leader.giveBack(request);
                    return GiveBackResponse.getDefaultInstance();
                });
    }

    @Override
    public void takeLoss(TakeLossRequest request, StreamObserver<TakeLossResponse> answer) {
        answer(answer, leader -> leader.takeLoss(request));
    }

    @Override
    public void queueStatus(
            QueueStatusRequest request, StreamObserver<QueueStatusResponse> answer) {
        answer(answer, leader -> leader.queueStatus(request));
    }

    @Override
    public void replayed(ReplayedRequest request, StreamObserver<ReplayedResponse> answer) {
        answer(
                answer,
                leader -> {
                    leader.replayed(request);
                    return ReplayedResponse.getDefaultInstance();
                });
    }

    @Override
    public void ask(AskRequest request, StreamObserver<AskResponse> answer) {
        answer(answer, leader -> leader.ask(request));
    }

    @Override
    public void events(EventsRequest request, StreamObserver<EventsResponse> answer) {
        answer(answer, leader -> leader.events(request));
    }

    @Override
    public void storeState(StoreStateRequest request, StreamObserver<StoreStateResponse> answer) {
        answer.onNext(storeState.get());
        answer.onCompleted();
    }

    private <R> void answer(StreamObserver<R> observer, Work<R> work) {
        R response;
        try {
            var leader = leading.get();
            if (leader == null) {
                throw new LeaderAway("this gateway does not lead");
            }
            response = work.with(leader);
        } catch (LeaderAway e) {
            observer.onError(
                    Status.FAILED_PRECONDITION.withDescription(e.getMessage()).asException());
            return;
        } catch (InterruptedException e) {
            observer.onError(Status.CANCELLED.withDescription("cancelled").asException());
            return;
        } catch (IllegalArgumentException | NoSuchElementException e) {
            LOG.log(Level.WARNING, "request of a gateway is not valid: {0}", e.getMessage());
            observer.onError(Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asException());
            return;
        }
        observer.onNext(response);
        observer.onCompleted();
    }
}
