/// What several gateways share: who leads, which gateways run, and which session has which
/// instance. [Store] writes it, a [StoreListener] hears of it.
@NullMarked
package io.monopod.gateway.store;

import org.jspecify.annotations.NullMarked;
