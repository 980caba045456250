/// The values of assigning an instance to a session: instances and what they report, grants and why
/// they end, the decisions and the events. [io.monopod.gateway.table] decides.
@NullMarked
package io.monopod.gateway.assign;

import org.jspecify.annotations.NullMarked;
