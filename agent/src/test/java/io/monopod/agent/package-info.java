@NullMarked
package io.monopod.agent;

import org.jspecify.annotations.NullMarked;
