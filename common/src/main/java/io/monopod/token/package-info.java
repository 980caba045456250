/// Verifies tokens: signed JWTs (RFC 7519), with the keys of their issuers.
///
/// Both ends use it: the gateway for every call, an instance for direct calls. Helidon parses and
/// verifies signatures; this package decides what is accepted.
@NullMarked
package io.monopod.token;

import org.jspecify.annotations.NullMarked;
