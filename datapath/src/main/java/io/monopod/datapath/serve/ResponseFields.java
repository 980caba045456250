package io.monopod.datapath.serve;

import io.grpc.Metadata;
import io.grpc.Status;
import io.helidon.http.Header;
import io.helidon.http.http2.Http2Headers;
import io.monopod.datapath.call.PercentEncoding;
import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderList.Field;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// The fields of a response (gRPC over HTTP/2, "Responses").
final class ResponseFields {
    private static final Field OK = new Field(":status", "200");
    private static final Field CONTENT_TYPE = new Field("content-type", "application/grpc");

    /// Fields that a service cannot set.
    private static final Set<String> RESERVED =
            Set.of("content-type", "te", "grpc-status", "grpc-message", "grpc-encoding");

    private ResponseFields() {}

    /// Helidon's fields, and the metadata of the service, which Helidon does not see.
    static HeaderList of(Http2Headers headers, Metadata metadata) {
        var fields = new ArrayList<Field>();
        if (headers.status() != null) {
            fields.add(new Field(":status", headers.status().codeText()));
        }
        for (Header header : headers.httpHeaders()) {
            fields.add(new Field(header.headerName().lowerCase(), header.get()));
        }
        add(metadata, fields);
        return HeaderList.of(fields);
    }

    /// @param trailersOnly whether nothing was sent before
    static HeaderList of(Status status, Metadata metadata, boolean trailersOnly) {
        var fields = new ArrayList<Field>();
        if (trailersOnly) {
            fields.add(OK);
            fields.add(CONTENT_TYPE);
        }
        fields.add(new Field("grpc-status", Integer.toString(status.getCode().value())));
        var description = status.getDescription();
        if (description != null) {
            fields.add(new Field("grpc-message", PercentEncoding.encode(description)));
        }
        add(metadata, fields);
        return HeaderList.of(fields);
    }

    private static void add(Metadata metadata, List<Field> fields) {
        for (var name : metadata.keys()) {
            if (RESERVED.contains(name)) {
                continue;
            }
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                addBinary(name, metadata, fields);
            } else {
                addText(name, metadata, fields);
            }
        }
    }

    private static void addBinary(String name, Metadata metadata, List<Field> fields) {
        var encoder = Base64.getEncoder().withoutPadding();
        var values = metadata.getAll(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER));
        if (values != null) {
            values.forEach(value -> fields.add(new Field(name, encoder.encodeToString(value))));
        }
    }

    /// A value that HTTP does not allow is omitted, as in grpc-java.
    private static void addText(String name, Metadata metadata, List<Field> fields) {
        var values = metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        if (values != null) {
            for (var value : values) {
                if (value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    fields.add(new Field(name, value.strip()));
                }
            }
        }
    }
}
