/// Tests of header lists and HPACK.
@NullMarked
package io.monopod.datapath.http2.header;

import org.jspecify.annotations.NullMarked;
