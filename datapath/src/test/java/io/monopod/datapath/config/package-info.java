/// Configurations for the tests of the data path.
@NullMarked
package io.monopod.datapath.config;

import org.jspecify.annotations.NullMarked;
