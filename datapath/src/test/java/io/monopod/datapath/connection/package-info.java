/// Tests of what all connections have in common.
@NullMarked
package io.monopod.datapath.connection;

import org.jspecify.annotations.NullMarked;
