package io.monopod.gateway.call;

import io.monopod.contract.Names;
import io.monopod.datapath.call.GrpcTimeout;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.gateway.route.Route;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// How long calls wait for an instance: as long as `session-wait` says, or else as their route
/// says.
///
/// @param longest the longest wait of any call
record WaitTimeouts(Duration longest) {
    /// @return null if `session-wait` is malformed
    @Nullable Duration of(Route route, HeaderList head) {
        var asked = head.first(Names.SESSION_WAIT);
        if (asked == null) {
            return switch (route.onFull()) {
                case REFUSE -> Duration.ZERO;
                case WAIT -> longest;
            };
        }
        if (head.isRepeated(Names.SESSION_WAIT)) {
            return null;
        }
        var wait = GrpcTimeout.parse(asked);
        return wait == null || wait.compareTo(longest) <= 0 ? wait : longest;
    }
}
