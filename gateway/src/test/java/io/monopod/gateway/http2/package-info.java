/// Tests of the HTTP/2 machinery, and the raw connections with which the data path is tested.
@NullMarked
package io.monopod.gateway.http2;

import org.jspecify.annotations.NullMarked;
