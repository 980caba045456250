package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.InstanceId;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// A session's right to an instance, given by a gateway.
///
/// @param owner the user who opened the session
/// @param epoch set on every call that is forwarded under this grant
/// @param calls its calls; each grant has its own, so no two grants are equal
public record Grant(
        SessionId session,
        UserName owner,
        Epoch epoch,
        Instance instance,
        Instant since,
        GrantCalls calls)
        implements Hold {
    /// Whether it is the one that gave the session to that instance with that epoch.
    public boolean is(InstanceId given, Epoch under) {
        return instance.id().equals(given) && epoch.equals(under);
    }
}
