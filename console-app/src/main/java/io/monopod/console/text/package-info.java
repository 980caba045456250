/// Every word that the console shows, in one bundle, and how numbers, times and codes are written.
@NullMarked
package io.monopod.console.text;

import org.jspecify.annotations.NullMarked;
