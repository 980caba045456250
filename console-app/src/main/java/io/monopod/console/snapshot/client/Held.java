package io.monopod.console.snapshot.client;

import java.time.Instant;

/// A session on an instance.
///
/// @param since when the instance was granted to it, or was first seen with it
public record Held(String pod, String session, Instant since) {}
