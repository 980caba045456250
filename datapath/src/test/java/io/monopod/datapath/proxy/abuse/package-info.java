/// Attacks on the data path. Each ends in a clear error to that peer alone, uses bounded memory,
/// and does not slow down a bystander.
@NullMarked
package io.monopod.datapath.proxy.abuse;

import org.jspecify.annotations.NullMarked;
