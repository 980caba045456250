/// What follows a failed try: whether a call may be sent again ([RetryHistory]), when a refused
/// client may come back ([Pushback]), how long the gateway waits ([Backoff]).
@NullMarked
package io.monopod.gateway.retry;

import org.jspecify.annotations.NullMarked;
