package io.monopod.gateway.shared;

import io.monopod.proto.store.v1.AcquireRequest;
import io.monopod.proto.store.v1.AcquireResponse;
import io.monopod.proto.store.v1.AskRequest;
import io.monopod.proto.store.v1.AskResponse;
import io.monopod.proto.store.v1.EventsRequest;
import io.monopod.proto.store.v1.EventsResponse;
import io.monopod.proto.store.v1.GiveBackRequest;
import io.monopod.proto.store.v1.LeaderProbeRequest;
import io.monopod.proto.store.v1.LeaderProbeResponse;
import io.monopod.proto.store.v1.QueueStatusRequest;
import io.monopod.proto.store.v1.QueueStatusResponse;
import io.monopod.proto.store.v1.ReplayedRequest;
import io.monopod.proto.store.v1.TakeLossRequest;
import io.monopod.proto.store.v1.TakeLossResponse;

/// What a gateway asks of the leader: the service of `leader.proto`. Thread-safe; every method
/// blocks.
interface LeaderLink extends AutoCloseable {
    /// Waits until a request would leave at once, or fail: one that says how long its call has
    /// waited must not wait for a connection, or the call would lose its place to others.
    ///
    /// @throws InterruptedException if the thread was interrupted
    default void awaitConnection() throws InterruptedException {}

    /// @throws LeaderAway if the leader was lost meanwhile. It may have granted the session: the
    ///   next leader knows
    /// @throws InterruptedException if the thread was interrupted; the call has left the line
    AcquireResponse acquire(AcquireRequest request) throws LeaderAway, InterruptedException;

    LeaderProbeResponse probe(LeaderProbeRequest request) throws LeaderAway;

    void giveBack(GiveBackRequest request) throws LeaderAway;

    TakeLossResponse takeLoss(TakeLossRequest request) throws LeaderAway;

    QueueStatusResponse queueStatus(QueueStatusRequest request) throws LeaderAway;

    void replayed(ReplayedRequest request) throws LeaderAway;

    AskResponse ask(AskRequest request) throws LeaderAway;

    EventsResponse events(EventsRequest request) throws LeaderAway, InterruptedException;

    /// The gateway that it leads to leads no more. What waits there is told [LeaderAway].
    @Override
    void close();
}
