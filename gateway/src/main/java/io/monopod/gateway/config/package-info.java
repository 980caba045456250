/// The gateway's configuration: one record for each section, one documented line for each key.
///
/// [GatewayConfig] is the root; [io.monopod.config] reads it.
@NullMarked
package io.monopod.gateway.config;

import org.jspecify.annotations.NullMarked;
