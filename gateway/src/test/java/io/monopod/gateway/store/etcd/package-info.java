/// Tests against real etcd members.
@NullMarked
package io.monopod.gateway.store.etcd;

import org.jspecify.annotations.NullMarked;
