package io.monopod.console.admin;

import java.time.Duration;
import java.time.Instant;

/// A session that waits for an instance.
///
/// @param owner the user whose session it is
/// @param position 1 for the one that is next
/// @param since when it came
/// @param expected how long it still has to wait, by what the gateway saw lately
public record Waiter(
        String session, String owner, int position, Instant since, Duration expected) {}
