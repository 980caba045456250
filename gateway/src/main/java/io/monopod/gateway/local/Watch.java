package io.monopod.gateway.local;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.monopod.contract.ContractError;
import io.monopod.datapath.serve.ServedAnswers;
import io.monopod.gateway.auth.Peer;
import io.monopod.gateway.call.Answers;
import io.monopod.gateway.call.GatewayPhase;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Sends clients a state, and sends it again after each change.
final class Watch {
    /// The longest delay of a change.
    private static final Duration STEP = Duration.ofMillis(250);

    /// Watches in total. Each blocks a virtual thread and polls four times a second.
    private static final int MAX_WATCHES = 1024;

    private final Liveness liveness;
    private final WatchPlaces places;

    Watch(Liveness liveness) {
        this(liveness, MAX_WATCHES);
    }

    /// @param maxWatches further watches are refused; one peer reaches its share of them earlier
    Watch(Liveness liveness, int maxWatches) {
        this.liveness = liveness;
        this.places = new WatchPlaces(maxWatches);
    }

    /// Stays on the call's thread until the client cancels, the last message is sent, or the
    /// gateway drains: an open watch must not delay the end of its connection.
    ///
    /// @param state polled for the current message
    /// @param isLast whether the message is the last one
    <S> void follow(Supplier<S> state, Predicate<S> isLast, StreamObserver<S> response) {
        var peer = Peer.current();
        if (!places.tryTake(peer)) {
            response.onError(ServedAnswers.exception(Answers.overloaded()));
            return;
        }
        try {
            followPlaced(state, isLast, response);
        } finally {
            places.giveBack(peer);
        }
    }

    private <S> void followPlaced(
            Supplier<S> state, Predicate<S> isLast, StreamObserver<S> response) {
        var cancelled = new CountDownLatch(1);
        ((ServerCallStreamObserver<S>) response).setOnCancelHandler(cancelled::countDown);
        @Nullable S sent = null;
        do {
            // Read before the state, so that the last message shows a draining gateway.
            boolean draining = liveness.phase() == GatewayPhase.DRAINING;
            var now = state.get();
            if (!now.equals(sent)) {
                response.onNext(now);
                sent = now;
            }
            if (isLast.test(now)) {
                response.onCompleted();
                return;
            }
            if (draining) {
                response.onError(
                        Status.UNAVAILABLE
                                .withDescription(ContractError.GATEWAY_DRAINING.message())
                                .asRuntimeException());
                return;
            }
        } while (!occurs(cancelled));
    }

    private static boolean occurs(CountDownLatch event) {
        try {
            return event.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
