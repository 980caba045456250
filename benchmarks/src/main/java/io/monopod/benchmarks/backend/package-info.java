/// The backend that every proxy is measured in front of: a gRPC server that does as little as can
/// be (a few event loops, hand-made HTTP/2, no message parsed), so that it is not what limits a
/// run.
///
/// It also plays any number of instances: it registers them at a gateway, keeps their leases and
/// answers `InstanceControl`, so that the gateway is measured with session affinity on.
///
/// It is no example of a server: it trusts its peers, bounds nothing and checks no token.
@NullMarked
package io.monopod.benchmarks.backend;

import org.jspecify.annotations.NullMarked;
