/// What operators see and do, over HTTP on the admin listener.
@NullMarked
package io.monopod.gateway.admin;

import org.jspecify.annotations.NullMarked;
