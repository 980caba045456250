package io.monopod.gateway.peer;

import io.grpc.StatusException;
import io.monopod.gateway.control.GrpcInstanceControl;
import io.monopod.gateway.control.InstanceControl.Reach;
import io.monopod.gateway.store.Member;
import io.monopod.gateway.store.Store;
import io.monopod.proto.store.v1.StoreStateRequest;
import io.monopod.tls.TlsClient;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// While the store does not answer this gateway, asks each other one whether it is away for it,
/// too. Keeps connections only then.
public final class StoreInquiry implements AutoCloseable {
    private static final Logger LOG = System.getLogger(StoreInquiry.class.getName());

    private static final Duration PERIOD = Duration.ofMillis(300);

    /// So long an answer of the store may take. Shorter than its lease, so that who is gone is
    /// known when that is over.
    private static final Duration SILENCE = Duration.ofMillis(1_500);

    private final Store store;
    private final Supplier<StoreSight.Heard> heard;
    private final StoreSight sight;
    private final InstantSource clock;
    private final @Nullable TlsClient tls;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// The connections, by the members' ids. Used by the inquiry's own thread.
    private final Map<String, PeerChannel> channels = new HashMap<>();

    /// @param heard by this gateway
    /// @param sight knows whom to ask, and gets the answers
    /// @param tls to other gateways' control listeners; null for none
    public StoreInquiry(
            Store store,
            Supplier<StoreSight.Heard> heard,
            StoreSight sight,
            InstantSource clock,
            @Nullable TlsClient tls) {
        this.store = store;
        this.heard = heard;
        this.sight = sight;
        this.clock = clock;
        this.tls = tls;
        Thread.ofVirtual().name("store inquiry").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                var renewed = store.renewed();
                if (clock.instant().isAfter(renewed.plus(SILENCE))) {
                    sight.others(renewed).forEach(this::ask);
                } else {
                    disconnect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    /// An answer counts for [StoreSight#VALID], so the next question does not wait for it.
    private void ask(Member other) {
        var peer = channels.computeIfAbsent(other.id(), _ -> PeerChannel.to(other, tls));
        // The channel's own pauses grow to minutes.
        peer.channel().resetConnectBackoff();
        Thread.ofVirtual().name("store inquiry").start(() -> ask(other, peer));
    }

    private void ask(Member other, PeerChannel peer) {
        var asked = clock.instant();
        try {
            var answer =
                    peer.stub()
                            .withDeadlineAfter(StoreSight.VALID.toMillis(), TimeUnit.MILLISECONDS)
                            .storeState(StoreStateRequest.getDefaultInstance());
            var theirs = new StoreSight.Heard(answer.getHeard(), answer.getTerm());
            if (answer.getAway() && heard.get().includes(theirs)) {
                sight.isAway(other, asked);
            }
        } catch (StatusException e) {
            LOG.log(Level.DEBUG, "gateway does not answer id=" + other.id(), e);
            // A peer that was cut off may have left a dead connection; the next one is new.
            peer.channel().enterIdle();
            tryHost(other);
        }
    }

    /// What the channel says of a refused connection may be old.
    private void tryHost(Member other) {
        var asked = clock.instant();
        if (GrpcInstanceControl.reach(other.control()) == Reach.REFUSED) {
            boolean _ = sight.isGone(other, asked, store.renewed());
        }
    }

    private void disconnect() {
        channels.values().forEach(peer -> peer.channel().shutdownNow());
        channels.clear();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
