/// The gateway's configuration: one record for each section, one documented line for each key.
///
/// [GatewayConfig] is where to start; [io.monopod.config] says how it is read.
@NullMarked
package io.monopod.gateway.config;

import org.jspecify.annotations.NullMarked;
