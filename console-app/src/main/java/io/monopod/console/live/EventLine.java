package io.monopod.console.live;

import java.time.Instant;

/// A line of the list of events.
///
/// @param number counted up since the console was started; never used twice
public record EventLine(long number, Instant at, Happening what) {}
