package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.gateway.http2.HeaderList;
import io.monopod.gateway.route.Route;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long calls will wait for an instance: what they ask for by `session-wait`, or else what goes
/// for their route.
///
/// @param longest that any call may
record Waits(Duration longest) {
    /// @return null if the call says it in a way that nobody understands
    @Nullable Duration of(Route route, HeaderList head) {
        var asked = head.first(Names.SESSION_WAIT);
        if (asked == null) {
            return switch (route.onFull()) {
                case REFUSE -> Duration.ZERO;
                case WAIT -> longest;
            };
        }
        var wait = GrpcTimeout.parse(asked);
        return wait == null || wait.compareTo(longest) <= 0 ? wait : longest;
    }
}
