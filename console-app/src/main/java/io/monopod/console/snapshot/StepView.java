package io.monopod.console.snapshot;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A step of the run.
///
/// @param took null while it runs
public record StepView(int number, String title, @Nullable Duration took) {}
