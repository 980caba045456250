@NullMarked
package io.monopod.console.admin;

import org.jspecify.annotations.NullMarked;
