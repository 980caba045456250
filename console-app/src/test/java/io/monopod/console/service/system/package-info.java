@NullMarked
package io.monopod.console.service.system;

import org.jspecify.annotations.NullMarked;
