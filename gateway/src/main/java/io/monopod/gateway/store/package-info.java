/// What several gateways share: who leads, which gateways run, and which session has which
/// instance. [Store] writes it, a [StoreListener] hears of it.
///
/// No gateway uses it yet: each one stands alone, with everything in its own memory.
@NullMarked
package io.monopod.gateway.store;

import org.jspecify.annotations.NullMarked;
