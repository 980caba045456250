package io.monopod.gateway.assign;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;

import java.time.Duration;
import java.time.Instant;

/// A session's position in the wait queue.
///
/// @param position from 1, which is next
/// @param waiting how many sessions wait altogether
/// @param since when it began to wait
/// @param expected the remaining wait, estimated from recent sessions
public record QueuePlace(
        SessionId session,
        UserName user,
        int position,
        int waiting,
        Instant since,
        Duration expected) {}
