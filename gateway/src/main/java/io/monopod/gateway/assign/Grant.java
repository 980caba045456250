package io.monopod.gateway.assign;

import io.monopod.contract.Epoch;
import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Instant;

/// A session's right to an instance, given by a gateway.
///
/// @param owner the user whom the session belongs to
/// @param epoch stamped on every call that is forwarded under this grant
/// @param usage its calls; two grants are never equal, because each has its own
public record Grant(
        SessionId session,
        UserName owner,
        Epoch epoch,
        Instance instance,
        Instant since,
        Usage usage)
        implements Hold {}
