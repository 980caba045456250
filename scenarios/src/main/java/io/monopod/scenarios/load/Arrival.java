package io.monopod.scenarios.load;

import java.time.Duration;

/// When the clients of a group start.
public sealed interface Arrival {
    /// The delay from the group's start to the start of client `index` (from 0) of `count`.
    Duration offset(int index, int count);

    record AllAtOnce() implements Arrival {
        @Override
        public Duration offset(int index, int count) {
            return Duration.ZERO;
        }
    }

    /// Evenly spread: the first at once and the last after `over`.
    record Ramp(Duration over) implements Arrival {
        public Ramp {
            if (over.isNegative()) {
                throw new IllegalArgumentException("ramp must not be negative: " + over);
            }
        }

        @Override
        public Duration offset(int index, int count) {
            return count < 2 ? Duration.ZERO : over.multipliedBy(index).dividedBy(count - 1);
        }
    }

    record PerSecond(double rate) implements Arrival {
        public PerSecond {
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("rate must be positive: " + rate);
            }
        }

        @Override
        public Duration offset(int index, int count) {
            return Duration.ofNanos(Math.round(index / rate * 1e9));
        }
    }
}
