/// What peers do to the data path on purpose: each ends in a clear error to that peer alone, takes
/// a bounded amount of memory, and does no harm to a bystander.
@NullMarked
package io.monopod.gateway.proxy.abuse;

import org.jspecify.annotations.NullMarked;
