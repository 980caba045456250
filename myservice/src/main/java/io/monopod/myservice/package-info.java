/// The example service as a program: [Main] reads the configuration and runs the
/// [io.monopod.myservice.echo echo] as an [io.monopod.instance instance].
@NullMarked
package io.monopod.myservice;

import org.jspecify.annotations.NullMarked;
