/// TLS from certificates and keys in PEM files, which may be replaced at runtime.
///
/// [ServerTls] and [ClientTls] are the configuration, [TlsServer] and [TlsClient] the result. New
/// handshakes use the current files; established connections stay.
@NullMarked
package io.monopod.tls;

import org.jspecify.annotations.NullMarked;
