package io.monopod.console.snapshot;

import java.time.Instant;

/// A line of the event list.
///
/// @param number counts up since the console's start; never reused
public record EventLine(long number, Instant at, ConsoleEvent what) {}
