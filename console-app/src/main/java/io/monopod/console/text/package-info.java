/// All texts of the console in one bundle, and the format of numbers, times and codes.
@NullMarked
package io.monopod.console.text;

import org.jspecify.annotations.NullMarked;
