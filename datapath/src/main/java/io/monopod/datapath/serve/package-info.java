/// gRPC services in this process. Helidon hosts them (`helidon-webserver-grpc`), but does not see
/// their clients' connections.
///
/// Each call goes to Helidon's gRPC handler alone, through the interface for HTTP/2 sub-protocols
/// ([io.helidon.webserver.http2.spi.Http2SubProtocolSelector]). Client faults are checked before
/// that: [HostedCall] looks the method up, [MetadataFields] reads the metadata, [Messages] the
/// messages. [Boundary] and [ResponseFields] add what Helidon lacks: the first answers every call,
/// the second writes metadata in gRPC's form.
@NullMarked
package io.monopod.datapath.serve;

import org.jspecify.annotations.NullMarked;
