package io.monopod.gateway.admin;

import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.registry.RegisteredCluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// The operations on the tables of this gateway.
public final class LocalOperations implements Operations {
    private final List<RegisteredCluster> clusters;
    private final StateJson state;
    private final Explanation why;
    private final EventFeed feed;

    /// @param spare how many instances are wanted beyond those in use
    /// @param feed the events of all clusters
    public LocalOperations(List<RegisteredCluster> clusters, SpareInstances spare, EventFeed feed) {
        this.clusters = List.copyOf(clusters);
        this.state = new StateJson(this.clusters, spare, feed.times());
        this.why = new Explanation(this.clusters, feed);
        this.feed = feed;
    }

    @Override
    public String table(Table table) {
        var json =
                switch (table) {
                    case CLUSTERS -> state.clusters();
                    case INSTANCES -> state.instances();
                    case SESSIONS -> state.sessions();
                    case QUEUE -> state.queue();
                };
        return json.toString();
    }

    @Override
    public String why(SessionId session) {
        return why.of(session).toString();
    }

    @Override
    public boolean drain(InstanceId instance) {
        return inAny(cluster -> cluster.sessions().drain(instance));
    }

    @Override
    public boolean undrain(InstanceId instance) {
        return inAny(cluster -> cluster.sessions().undrain(instance));
    }

    @Override
    public boolean end(SessionId session) {
        return inAny(cluster -> cluster.sessions().end(session, EndReason.FORCED));
    }

    @Override
    public long lastEvent() {
        return feed.last();
    }

    @Override
    public Events events(long after, Duration maxWait) throws InterruptedException {
        var batch = feed.after(after, maxWait);
        var events =
                batch.entries().stream()
                        .map(
                                entry ->
                                        new Event(
                                                entry.id(),
                                                EventJson.type(entry.event()),
                                                EventJson.of(entry).toString()))
                        .toList();
        return new Events(events, batch.missed(), batch.last());
    }

    /// Acts on every cluster, because the same session id can exist in several.
    private boolean inAny(Predicate<RegisteredCluster> action) {
        boolean done = false;
        for (var cluster : clusters) {
            done |= action.test(cluster);
        }
        return done;
    }
}
