/// The store in etcd. [EtcdStore] is the entry point: a [Mirror] follows the keys, a [ClaimWriter]
/// changes them.
@NullMarked
package io.monopod.gateway.store.etcd;

import org.jspecify.annotations.NullMarked;
