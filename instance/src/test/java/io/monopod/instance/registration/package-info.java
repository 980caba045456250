@NullMarked
package io.monopod.instance.registration;

import org.jspecify.annotations.NullMarked;
