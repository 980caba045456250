package io.monopod.gateway.shared;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.monopod.gateway.peer.PeerChannel;
import io.monopod.gateway.store.Member;
import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.AskRequest;
import io.monopod.proto.store.v1.AskResponse;
import io.monopod.proto.store.v1.EventsRequest;
import io.monopod.proto.store.v1.EventsResponse;
import io.monopod.proto.store.v1.GiveBackRequest;
import io.monopod.proto.store.v1.LeaderGrpc.LeaderBlockingV2Stub;
import io.monopod.proto.store.v1.LeaderProbeRequest;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.QueueStatusRequest;
import io.monopod.proto.store.v1.QueueStatusResponse;
import io.monopod.proto.store.v1.ReplayedRequest;
import io.monopod.proto.store.v1.TakeLossRequest;
import io.monopod.proto.store.v1.TakeLossResponse;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The leader in another process, over one connection to its control listener.
final class RemoteLeader implements LeaderLink {
    private static final Logger LOG = System.getLogger(RemoteLeader.class.getName());

    /// For an answer that waits for nothing but a connection attempt.
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Member leader;
    private final ManagedChannel channel;
    private final LeaderBlockingV2Stub stub;

    /// @param tls null for plain text
    RemoteLeader(Member leader, @Nullable TlsClient tls) {
        this.leader = leader;
        var peer = PeerChannel.to(leader, tls);
        this.channel = peer.channel();
        this.stub = peer.stub();
    }

    private interface Request<T> {
        T send() throws StatusException;
    }

    /// Returns anyway after the time for an answer.
    @Override
    public void awaitConnection() throws InterruptedException {
        long until = System.nanoTime() + ANSWER.toNanos();
        boolean waits = true;
        while (waits) {
            var state = channel.getState(true);
            var changed = new CountDownLatch(1);
            boolean connecting =
                    state == ConnectivityState.IDLE || state == ConnectivityState.CONNECTING;
            if (connecting) {
                channel.notifyWhenStateChanged(state, changed::countDown);
            }
            waits = connecting && changed.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /// The connection's end, a hung leader's included ([#close]), ends the call.
    @Override
    public AcquireResponse acquire(AcquireRequest request) throws LeaderAway, InterruptedException {
        try {
            return ask(() -> stub.acquire(request));
        } catch (LeaderAway e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    @Override
    public LeaderProbeResponse probe(LeaderProbeRequest request) throws LeaderAway {
        return ask(() -> soon().probe(request));
    }

    @Override
    public void giveBack(GiveBackRequest request) throws LeaderAway {
        var _ = ask(() -> soon().giveBack(request));
    }

    @Override
    public TakeLossResponse takeLoss(TakeLossRequest request) throws LeaderAway {
        return ask(() -> soon().takeLoss(request));
    }

    @Override
    public QueueStatusResponse queueStatus(QueueStatusRequest request) throws LeaderAway {
        return ask(() -> soon().queueStatus(request));
    }

    @Override
    public void replayed(ReplayedRequest request) throws LeaderAway {
        var _ = ask(() -> soon().replayed(request));
    }

    @Override
    public AskResponse ask(AskRequest request) throws LeaderAway {
        return ask(() -> soon().ask(request));
    }

    @Override
    public EventsResponse events(EventsRequest request) throws LeaderAway {
        return ask(() -> within(ANSWER.plus(Messages.of(request.getMaxWait()))).events(request));
    }

    private LeaderBlockingV2Stub soon() {
        return within(ANSWER);
    }

    private LeaderBlockingV2Stub within(Duration time) {
        return stub.withDeadlineAfter(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private <T> T ask(Request<T> request) throws LeaderAway {
        try {
            return request.send();
        } catch (StatusException e) {
            var status = e.getStatus();
            LOG.log(
                    isExpected(status) ? Level.DEBUG : Level.WARNING,
                    "leader refuses a request leader={0}: {1}",
                    leader.id(),
                    status);
            throw new LeaderAway("leader " + leader.id() + " does not answer", e);
        }
    }

    /// Whether leaders that come and go make it.
    private static boolean isExpected(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, FAILED_PRECONDITION, CANCELLED, DEADLINE_EXCEEDED -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
