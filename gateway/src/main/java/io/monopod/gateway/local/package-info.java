/// The gateway's own services, which the data path reaches like any other cluster, by routes:
/// `Login`, health, the waiting room and reflection.
///
/// They stand on the control listener, on Helidon's gRPC server. Its habits decide how they are
/// written: an answer is given on the call's own thread, blocking if need be, and [AlwaysAnswered]
/// sees to it that there is one.
@NullMarked
package io.monopod.gateway.local;

import org.jspecify.annotations.NullMarked;
