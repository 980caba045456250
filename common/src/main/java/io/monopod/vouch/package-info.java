/// Authentication between gateways and instances, by message authentication codes (RFC 2104) under
/// two keys: an instance's registration key, which it shares with its gateway, and the grant key,
/// which only gateways have.
///
/// None of it depends on a clock.
@NullMarked
package io.monopod.vouch;

import org.jspecify.annotations.NullMarked;
