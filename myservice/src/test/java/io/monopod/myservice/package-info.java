/// Tests of the program, and the gateway that all tests of this module run against.
@NullMarked
package io.monopod.myservice;

import org.jspecify.annotations.NullMarked;
