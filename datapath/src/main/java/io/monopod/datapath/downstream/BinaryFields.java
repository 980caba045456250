package io.monopod.datapath.downstream;

import io.monopod.datapath.http2.header.HeaderList;
import io.monopod.datapath.http2.header.HeaderList.Field;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Metadata whose names end in `-bin` (gRPC over HTTP/2, "Binary-Header"): base64, with or without
/// padding. One field may hold several values with commas between them. Not every server supports
/// that, so each value gets its own field.
final class BinaryFields {
    private static final String SUFFIX = "-bin";
    private static final int MAX_NAME = 64;

    private BinaryFields() {}

    /// @return null if a value is not base64
    static @Nullable HeaderList split(HeaderList list) {
        if (list.fields().stream().noneMatch(field -> field.name().endsWith(SUFFIX))) {
            return list;
        }
        var fields = new ArrayList<Field>();
        for (var field : list.fields()) {
            if (!field.name().endsWith(SUFFIX)) {
                fields.add(field);
                continue;
            }
            for (var part : field.value().split(",", -1)) {
                var value = part.strip();
                if (!isBase64(value)) {
                    return null;
                }
                fields.add(new Field(field.name(), value));
            }
        }
        return HeaderList.of(fields);
    }

    /// The name of the first field that is not base64; empty if it is too long to report.
    static String malformed(HeaderList list) {
        for (var field : list.fields()) {
            if (split(HeaderList.of(field.name(), field.value())) == null) {
                return field.name().length() <= MAX_NAME ? field.name() : "";
            }
        }
        return "";
    }

    private static boolean isBase64(String value) {
        int length = value.length();
        while (length > 0 && value.charAt(length - 1) == '=') {
            length--;
        }
        int padding = value.length() - length;
        boolean whole = padding == 0 ? length % 4 != 1 : padding <= 2 && value.length() % 4 == 0;
        return whole && value.chars().limit(length).allMatch(BinaryFields::isDigit);
    }

    private static boolean isDigit(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/';
    }
}
