/// Tests of the instance.
@NullMarked
package io.monopod.myservice.instance;

import org.jspecify.annotations.NullMarked;
