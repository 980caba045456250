@NullMarked
package io.monopod.scenarios.client;

import org.jspecify.annotations.NullMarked;
