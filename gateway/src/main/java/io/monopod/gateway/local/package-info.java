/// The gateway's own services: `Login`, health, the waiting room and reflection. The data path
/// reaches them by routes, like any other cluster. [io.monopod.datapath.serve.GrpcServices] serves
/// them in the gateway's process, on the call's own thread, which may block.
@NullMarked
package io.monopod.gateway.local;

import org.jspecify.annotations.NullMarked;
