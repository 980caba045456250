/// Tests of the program, and the test gateway of this module.
@NullMarked
package io.monopod.myservice;

import org.jspecify.annotations.NullMarked;
