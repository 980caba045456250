package io.monopod.gateway.auth;

import io.monopod.vouch.MacKey;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Limits failed logins: for a name from one address, so that nobody can lock a user out from
/// elsewhere; for a connection; and for an address. Successful logins do not count. Safe for use by
/// many threads.
final class FailureRates {
    private final Buckets names;
    private final Buckets connections;
    private final Buckets addresses;

    /// @param secret hides the cells of names, see [Sketch]
    FailureRates(LongSupplier nanos, MacKey secret) {
        names =
                new Buckets(
                        20, Duration.ofSeconds(1), nanos, new Sketch(secret, "failures of names"));
        connections =
                new Buckets(
                        50,
                        Duration.ofMillis(200),
                        nanos,
                        new Sketch(secret, "failures of connections"));
        addresses =
                new Buckets(
                        1000,
                        Duration.ofMillis(50),
                        nanos,
                        new Sketch(secret, "failures of addresses"));
    }

    /// Whether the rates allow one more failed login.
    boolean allow(Peer peer, String name) {
        return names.hasToken(pair(peer, name))
                && connections.hasToken(peer.connection())
                && addresses.hasToken(peer.address());
    }

    void failed(Peer peer, String name) {
        names.take(pair(peer, name));
        connections.take(peer.connection());
        addresses.take(peer.address());
    }

    private static String pair(Peer peer, String name) {
        return peer.address() + " " + name;
    }

    /// A token bucket for each key.
    private static final class Buckets {
        private final long refill;
        private final long burst;
        private final LongSupplier nanos;
        private final long start;

        /// When each bucket is full again, in nanoseconds since the start.
        private final Sketch fullAt;

        /// @param refill the time until one token comes back
        Buckets(int burst, Duration refill, LongSupplier nanos, Sketch fullAt) {
            this.refill = refill.toNanos();
            this.burst = burst * this.refill;
            this.nanos = nanos;
            start = nanos.getAsLong();
            this.fullAt = fullAt;
        }

        boolean hasToken(String key) {
            var cells = fullAt.cells(key);
            synchronized (this) {
                return fullAt.get(cells) - now() <= burst - refill;
            }
        }

        void take(String key) {
            var cells = fullAt.cells(key);
            synchronized (this) {
                fullAt.raise(cells, Math.max(fullAt.get(cells), now()) + refill);
            }
        }

        private long now() {
            return nanos.getAsLong() - start;
        }
    }
}
