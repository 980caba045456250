package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Duration;
import java.time.Instant;

/// Where a session stands in the waiting room.
///
/// @param position 1 for the one that is next
/// @param waiting how many stand in line altogether
/// @param since when it came
/// @param expected how long it still has to wait, by what was seen lately
public record QueuePlace(
        SessionId session,
        UserName user,
        int position,
        int waiting,
        Instant since,
        Duration expected) {}
