/// Opens systems and watches their gateways and processes.
@NullMarked
package io.monopod.console.service.system;

import org.jspecify.annotations.NullMarked;
