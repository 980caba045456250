/// Tests of the configuration reader.
@NullMarked
package io.monopod.config;

import org.jspecify.annotations.NullMarked;
