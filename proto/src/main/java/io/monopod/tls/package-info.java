/// TLS by certificates and keys in PEM files, which may be replaced while they are in use.
///
/// [ServerTls] and [ClientTls] are the configuration; [TlsServer] and [TlsClient] are what comes of
/// it. New handshakes use the files as they are; connections that stand are left alone.
@NullMarked
package io.monopod.tls;

import org.jspecify.annotations.NullMarked;
