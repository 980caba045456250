package io.monopod.gateway.registry;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.proto.control.v1.WatchQueueResponse;

/// Where the clients of [QueueStatus] get it: from this gateway's table, or from the gateway that
/// leads.
@FunctionalInterface
public interface QueueStatuses {
    /// May block for a moment.
    WatchQueueResponse of(RegisteredCluster cluster, SessionId session, UserName user);
}
