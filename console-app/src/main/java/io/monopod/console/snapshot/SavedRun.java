package io.monopod.console.snapshot;

import java.nio.file.Path;
import java.time.Instant;

/// The saved run that is shown.
public record SavedRun(Path file, Instant startedAt) {}
