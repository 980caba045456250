/// The registration with the gateway: [Registration] registers the instance, sends heartbeats and
/// keeps its [io.monopod.instance.lease.Lease]s up to date; [GrpcRegistry] sends the messages.
@NullMarked
package io.monopod.instance.registration;

import org.jspecify.annotations.NullMarked;
