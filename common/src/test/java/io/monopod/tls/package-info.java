/// Tests of TLS files.
@NullMarked
package io.monopod.tls;

import org.jspecify.annotations.NullMarked;
