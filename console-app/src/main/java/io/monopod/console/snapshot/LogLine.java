package io.monopod.console.snapshot;

import java.time.Instant;

/// A line of output of a local process.
///
/// @param number counts from 1; never reused
/// @param process `gateway`, or an instance's name
public record LogLine(long number, Instant at, String process, String text) {}
