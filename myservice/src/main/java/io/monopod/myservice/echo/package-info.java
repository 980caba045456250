/// The example service: it echoes its requests.
@NullMarked
package io.monopod.myservice.echo;

import org.jspecify.annotations.NullMarked;
