package io.monopod.datapath.call;

import java.time.Duration;

/// How long a call may last.
///
/// @param left from now on
/// @param answer ends the call then, as trailers if the client has seen response headers
public record TimeLimit(Duration left, Answer answer) {}
