/// The limits and timeouts of the data path.
@NullMarked
package io.monopod.datapath.config;

import org.jspecify.annotations.NullMarked;
