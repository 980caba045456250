package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.store.Claim;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Consumer;

/// Gives the simulator access to a gateway's map of claims.
public final class RealRoutes {
    final Routes routes;
    private final ClusterName cluster;

    public RealRoutes(ClusterName cluster, InstantSource clock, Consumer<Grant> over) {
        this.cluster = cluster;
        this.routes = new Routes(clock, over);
    }

    public @Nullable Grant find(SessionId session) {
        return routes.find(cluster, session);
    }

    public Collection<Grant> all() {
        return routes.all();
    }

    public void claimed(Claim claim) {
        routes.claimed(claim);
    }

    public void released(Claim.Of session) {
        routes.released(session);
    }

    public Arrivals arrivals(SessionId session) {
        return new Arrivals(routes.arrivals(cluster, session));
    }

    /// The session's claims from now on.
    public static final class Arrivals {
        private final Routes.Arrivals arrivals;

        private Arrivals(Routes.Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        public @Nullable Grant latest() {
            return arrivals.latest();
        }

        public @Nullable Grant from(Epoch epoch) {
            return arrivals.from(epoch);
        }

        public void close() {
            arrivals.close();
        }
    }
}
