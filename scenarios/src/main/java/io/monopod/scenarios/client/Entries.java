package io.monopod.scenarios.client;

import io.grpc.Metadata;
import io.monopod.contract.Names;
import io.monopod.scenarios.event.Metadatum;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Converts metadata for display: entries sorted by name, tokens replaced.
final class Entries {
    private static final String HIDDEN = "<token>";

    private Entries() {}

    static List<Metadatum> of(@Nullable Metadata metadata) {
        List<Metadatum> entries = new ArrayList<>();
        if (metadata != null) {
            for (String name : metadata.keys().stream().sorted().toList()) {
                for (String value : values(metadata, name)) {
                    entries.add(new Metadatum(name, value));
                }
            }
        }
        return entries;
    }

    private static List<String> values(Metadata metadata, String name) {
        List<String> values = new ArrayList<>();
        if (name.equals(Names.AUTHORIZATION)) {
            values.add(HIDDEN);
        } else if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            var key = Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
            for (byte[] value : present(metadata.getAll(key))) {
                values.add(Base64.getEncoder().withoutPadding().encodeToString(value));
            }
        } else {
            var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
            present(metadata.getAll(key)).forEach(values::add);
        }
        return values;
    }

    private static <T> Iterable<T> present(@Nullable Iterable<T> values) {
        return values == null ? List.of() : values;
    }
}
