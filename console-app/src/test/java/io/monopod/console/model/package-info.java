@NullMarked
package io.monopod.console.model;

import org.jspecify.annotations.NullMarked;
