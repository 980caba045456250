package io.monopod.console.admin;

import java.time.Duration;
import java.time.Instant;

/// A session that waits for an instance.
///
/// @param owner the session's user
/// @param position 1 for the next in line
/// @param since when it started to wait
/// @param expected the remaining wait, estimated from recent waits
public record Waiter(
        String session, String owner, int position, Instant since, Duration expected) {}
