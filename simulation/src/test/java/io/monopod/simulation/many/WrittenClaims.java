package io.monopod.simulation.many;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.gateway.store.Claim;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was written into the store, and when it went.
final class WrittenClaims {
    private final World world;
    private final Map<SessionId, Claim> claims = new HashMap<>();

    /// When each claim that has gone, or was replaced, went.
    private final Map<Stay, Instant> gone = new HashMap<>();

    /// The highest epoch that was written in each term.
    private final NavigableMap<Long, Epoch> highest = new TreeMap<>();

    WrittenClaims(World world) {
        this.world = world;
    }

    void committed(long term, Claim claim) {
        highest.merge(term, claim.epoch(), (one, other) -> one.isAfter(other) ? one : other);
        var before = claims.put(claim.of().session(), claim);
        if (before != null && !before.epoch().equals(claim.epoch())) {
            gone.put(Stay.of(before), world.timeline().now());
        }
        gone.remove(Stay.of(claim));
    }

    void released(Claim claim) {
        claims.remove(claim.of().session());
        gone.put(Stay.of(claim), world.timeline().now());
    }

    /// Those that are there.
    Map<SessionId, Claim> now() {
        return claims;
    }

    /// When the claim went, or was replaced; null if it is there, or never was.
    @Nullable Instant went(Stay stay) {
        return gone.get(stay);
    }

    /// The highest epochs of the terms before.
    Collection<Epoch> highestBefore(long term) {
        return highest.headMap(term).values();
    }
}
