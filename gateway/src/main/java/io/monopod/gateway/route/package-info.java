/// Which cluster a call goes to, by its path, and what goes for it on the way.
@NullMarked
package io.monopod.gateway.route;

import org.jspecify.annotations.NullMarked;
