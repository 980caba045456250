package io.monopod.gateway.proxy;

/// How many octets the calls of a client connection may keep, all together, so that another
/// instance can go on with them. Guarded by the lock.
final class ReplayBudget {
    private int left;

    ReplayBudget(int octets) {
        left = octets;
    }

    boolean tryTake(int octets) {
        if (!has(octets)) {
            return false;
        }
        take(octets);
        return true;
    }

    /// What [#has] has said there is.
    void take(int octets) {
        left -= octets;
    }

    boolean has(int octets) {
        return octets <= left;
    }

    void giveBack(int octets) {
        left += octets;
    }
}
