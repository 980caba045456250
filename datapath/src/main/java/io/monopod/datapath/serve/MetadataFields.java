package io.monopod.datapath.serve;

import io.grpc.Metadata;
import io.monopod.datapath.http2.header.HeaderList;

import java.util.Base64;

/// Converts received header fields to metadata (gRPC over HTTP/2, "Custom-Metadata").
final class MetadataFields {
    private MetadataFields() {}

    /// @param head the fields; the data path has made each binary value one field in base64
    static Metadata of(HeaderList head) {
        var metadata = new Metadata();
        for (var field : head.fields()) {
            if (!isName(field.name())) {
                continue; // a pseudo-header, or what HTTP allows and gRPC does not
            }
            if (field.name().endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                metadata.put(
                        Metadata.Key.of(field.name(), Metadata.BINARY_BYTE_MARSHALLER),
                        Base64.getDecoder().decode(field.value()));
            } else {
                metadata.put(
                        Metadata.Key.of(field.name(), Metadata.ASCII_STRING_MARSHALLER),
                        field.value());
            }
        }
        return metadata;
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(Metadata.BINARY_HEADER_SUFFIX)
                && name.chars().allMatch(MetadataFields::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
    }
}
