package io.monopod.datapath.serve;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.grpc.StatusException;
import io.monopod.datapath.call.Incoming;
import io.monopod.datapath.http2.header.HeaderList;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/// The messages of a request, decompressed (gRPC over HTTP/2, "Message-Encoding").
///
/// @param decompressor for `grpc-encoding`
/// @param limit the most bytes of a decompressed message
record Messages(Decompressor decompressor, int limit) {
    /// @throws StatusException if the encoding is unknown
    static Messages of(HeaderList head, int limit) throws StatusException {
        var encoding = head.first("grpc-encoding");
        if (encoding == null) {
            return new Messages(Codec.Identity.NONE, limit);
        }
        var known = DecompressorRegistry.getDefaultInstance().lookupDecompressor(encoding);
        if (known == null) {
            throw Faults.unknownEncoding();
        }
        return new Messages(known, limit);
    }

    /// @throws StatusException if the message is malformed or too long
    byte[] plain(Incoming.Message message) throws StatusException {
        return switch (message.flag()) {
            case 0 -> message.bytes();
            case 1 -> decompressed(message.bytes());
            default -> throw Faults.malformedFlag();
        };
    }

    private byte[] decompressed(byte[] compressed) throws StatusException {
        if (decompressor instanceof Codec.Identity) {
            throw Faults.noEncoding();
        }
        try (var stream = decompressor.decompress(new ByteArrayInputStream(compressed))) {
            var plain = stream.readNBytes(limit);
            if (plain.length == limit && stream.read() >= 0) {
                throw Faults.tooLong(limit).asException();
            }
            return plain;
        } catch (IOException e) {
            throw Faults.MALFORMED_MESSAGE.withCause(e).asException();
        }
    }
}
