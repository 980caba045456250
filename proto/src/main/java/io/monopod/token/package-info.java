/// Checks a token: a signed JWT (RFC 7519), by the keys of whoever may sign one.
///
/// Both ends use it: the gateway for every call, an instance for calls that come directly. Parsing
/// and signatures are Helidon's; what is accepted is decided here.
@NullMarked
package io.monopod.token;

import org.jspecify.annotations.NullMarked;
