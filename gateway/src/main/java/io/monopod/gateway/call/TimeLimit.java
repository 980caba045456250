package io.monopod.gateway.call;

import java.time.Duration;

/// How long a call may go on.
///
/// @param left from now on
/// @param answer what ends it then, as trailers if the client has seen response headers already
public record TimeLimit(Duration left, Answer answer) {}
