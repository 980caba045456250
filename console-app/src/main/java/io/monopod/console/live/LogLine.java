package io.monopod.console.live;

import java.time.Instant;

/// A line that a process of the local system wrote.
///
/// @param number counted from 1; never used twice
/// @param process `gateway`, or an instance's name
public record LogLine(long number, Instant at, String process, String text) {}
