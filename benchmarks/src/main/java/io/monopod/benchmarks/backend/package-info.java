/// The backend behind every proxy: a minimal gRPC server (a few event loops, hand-made HTTP/2, no
/// parsed messages), so that the backend does not limit a run.
///
/// It also simulates any number of instances: it registers them at a gateway, renews their leases
/// and answers `InstanceControl`, so that the gateway runs with session affinity.
///
/// Not an example of a server: it trusts its peers, has no limits and checks no tokens.
@NullMarked
package io.monopod.benchmarks.backend;

import org.jspecify.annotations.NullMarked;
