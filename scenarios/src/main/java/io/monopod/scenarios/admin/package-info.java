/// A client of the gateway's admin API, and the options by which a command finds it.
@NullMarked
package io.monopod.scenarios.admin;

import org.jspecify.annotations.NullMarked;
