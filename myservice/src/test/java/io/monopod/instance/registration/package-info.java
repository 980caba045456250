/// Tests of the registration against a real server.
@NullMarked
package io.monopod.instance.registration;

import org.jspecify.annotations.NullMarked;
