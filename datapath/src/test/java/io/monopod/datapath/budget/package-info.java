@NullMarked
package io.monopod.datapath.budget;

import org.jspecify.annotations.NullMarked;
