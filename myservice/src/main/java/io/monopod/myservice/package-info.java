/// The example service as a program: [Main] reads the configuration and makes an
/// [io.monopod.myservice.echo echo] an [io.monopod.myservice.instance instance].
@NullMarked
package io.monopod.myservice;

import org.jspecify.annotations.NullMarked;
