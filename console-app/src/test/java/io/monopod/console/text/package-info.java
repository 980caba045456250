@NullMarked
package io.monopod.console.text;

import org.jspecify.annotations.NullMarked;
