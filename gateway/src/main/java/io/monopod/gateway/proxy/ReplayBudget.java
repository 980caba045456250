package io.monopod.gateway.proxy;

/// How many octets the calls of a client connection may keep, all together, to send them again.
/// What has not been sent yet is bounded by the windows; what has been sent is not. Guarded by the
/// lock.
final class ReplayBudget {
    private int left;

    ReplayBudget(int octets) {
        left = octets;
    }

    boolean tryTake(int octets) {
        if (octets > left) {
            return false;
        }
        left -= octets;
        return true;
    }

    void giveBack(int octets) {
        left += octets;
    }
}
