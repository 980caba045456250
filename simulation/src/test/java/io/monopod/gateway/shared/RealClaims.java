package io.monopod.gateway.shared;

import io.monopod.contract.ClusterName;
import io.monopod.gateway.assign.Grant;
import io.monopod.gateway.assign.SessionEvent;
import io.monopod.gateway.store.Claim;
import io.monopod.gateway.store.Store;
import io.monopod.gateway.table.SessionTable;

import java.time.Duration;
import java.time.InstantSource;

/// Gives the simulator access to what a leader does about claims.
public final class RealClaims {
    private final Claims claims;

    public RealClaims(
            SessionTable table,
            RealRoutes routes,
            Store store,
            long term,
            InstantSource clock,
            Duration lease) {
        this.claims = new Claims(_ -> table, routes.routes, store, term, clock, lease);
    }

    public static Claim of(Grant grant) {
        return Claims.of(grant);
    }

    public void happened(ClusterName cluster, SessionEvent event) {
        claims.happened(cluster, event);
    }

    public boolean isSettled(Grant claim) {
        return claims.isSettled(claim);
    }

    public void sweep() {
        claims.sweep();
    }
}
