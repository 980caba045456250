package io.monopod.gateway.local;

import io.monopod.gateway.auth.Peer;

import java.util.HashMap;
import java.util.Map;

/// Shares the watches between peers. No address holds more places than remain free, so one address
/// alone gets half of them. The same holds for each connection within its address, which may be a
/// proxy. Safe for use by many threads.
final class WatchPlaces {
    /// Guarded by this. Has no entries of zero.
    private final Map<String, Integer> held = new HashMap<>();

    private int free;

    WatchPlaces(int size) {
        free = size;
    }

    /// @return false if this peer gets no place; otherwise the caller must give it back
    synchronized boolean tryTake(Peer peer) {
        int ofAddress = held(peer.address());
        int freeForAddress = free - ofAddress;
        if (freeForAddress <= held(peer.connection())) {
            return false;
        }
        change(peer, 1);
        return true;
    }

    synchronized void giveBack(Peer peer) {
        change(peer, -1);
    }

    private int held(String holder) {
        return held.getOrDefault(holder, 0);
    }

    private void change(Peer peer, int by) {
        free -= by;
        add(peer.address(), by);
        // For a peer without a network address, connection and address are equal.
        if (!peer.connection().equals(peer.address())) {
            add(peer.connection(), by);
        }
    }

    private void add(String holder, int by) {
        held.merge(holder, by, (before, more) -> before + more == 0 ? null : before + more);
    }
}
