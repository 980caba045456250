/// The types that both ends of the wire share: the ids, and the names of the metadata.
@NullMarked
package io.monopod.contract;

import org.jspecify.annotations.NullMarked;
