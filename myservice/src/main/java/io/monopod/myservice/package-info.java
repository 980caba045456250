@NullMarked
package io.monopod.myservice;

import org.jspecify.annotations.NullMarked;
