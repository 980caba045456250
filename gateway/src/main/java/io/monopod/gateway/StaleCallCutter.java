package io.monopod.gateway;

import io.monopod.gateway.assign.EndReason;
import io.monopod.gateway.assign.Instance;
import io.monopod.gateway.assign.LossReason;
import io.monopod.gateway.assign.Quarantine;
import io.monopod.gateway.assign.SessionEvent;

import org.jspecify.annotations.Nullable;

/// Selects the events after which the calls to an instance must be cut, because its session is
/// elsewhere or may be.
final class StaleCallCutter {
    private StaleCallCutter() {}

    /// @return the instance whose calls must be cut, or null
    static @Nullable Instance of(SessionEvent event) {
        boolean stale =
                switch (event) {
                    case SessionEvent.Lost(_, _, var reason, _) -> isStale(reason);
                    case SessionEvent.Ending(_, _, var reason) -> reason == EndReason.DUPLICATE;
                    case SessionEvent.Quarantined(_, _, var why) -> why == Quarantine.UNCONFIRMED;
                    case SessionEvent.Registered _,
                            SessionEvent.Draining _,
                            SessionEvent.Undrained _,
                            SessionEvent.Freed _,
                            SessionEvent.Reserved _,
                            SessionEvent.Confirmed _,
                            SessionEvent.Released _,
                            SessionEvent.Found _,
                            SessionEvent.Ended _,
                            SessionEvent.Waiting _,
                            SessionEvent.LeftQueue _,
                            SessionEvent.Replayed _,
                            SessionEvent.Refused _ ->
                            false;
                };
        return stale && event instanceof SessionEvent.OfInstance of ? of.instance() : null;
    }

    private static boolean isStale(LossReason reason) {
        return switch (reason) {
            case LEASE_EXPIRED, UNREACHABLE, REPLACED -> true;
            case LEFT, DIED -> false; // it ends its calls itself
        };
    }
}
