/// Tests of the gateway's configuration.
@NullMarked
package io.monopod.gateway.config;

import org.jspecify.annotations.NullMarked;
