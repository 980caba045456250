package io.monopod.gateway.local;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.monopod.gateway.call.Phase;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Tells clients how something stands, and again when that changes.
final class Watch {
    /// How late a watcher may learn of a change.
    private static final Duration STEP = Duration.ofMillis(250);

    /// How often a watcher is told what it knows already. Helidon does not say when a connection
    /// breaks: only writing shows it, and else the watch would stay for ever.
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final Liveness liveness;
    private final int stepsToRepeat;

    Watch(Liveness liveness) {
        this(liveness, REPEAT);
    }

    Watch(Liveness liveness, Duration repeat) {
        this.liveness = liveness;
        this.stepsToRepeat = Math.toIntExact(repeat.dividedBy(STEP));
    }

    /// Stays on the call's thread until the client cancels, the last message is sent, or the
    /// gateway drains: a watcher must not hold up the end of its connection.
    ///
    /// @param state asked again and again, for the message that says how it stands
    /// @param isLast whether nothing comes after that message
    <S> void follow(Supplier<S> state, Predicate<S> isLast, StreamObserver<S> response) {
        var cancelled = new CountDownLatch(1);
        ((ServerCallStreamObserver<S>) response).setOnCancelHandler(cancelled::countDown);
        @Nullable S told = null;
        int steps = 0;
        do {
            // Before the state, so that the last state that is told is that of a draining gateway.
            boolean draining = liveness.phase() == Phase.DRAINING;
            var now = state.get();
            if (!now.equals(told) || steps % stepsToRepeat == 0) {
                response.onNext(now);
                told = now;
            }
            steps++;
            if (isLast.test(now)) {
                response.onCompleted();
                return;
            }
            if (draining) {
                response.onError(
                        Status.UNAVAILABLE
                                .withDescription("service unavailable")
                                .asRuntimeException());
                return;
            }
        } while (!happens(cancelled));
    }

    private static boolean happens(CountDownLatch event) {
        try {
            return event.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
