package io.monopod.instance.call;

import io.grpc.Metadata;
import io.monopod.datapath.http2.header.HeaderList;

import org.jspecify.annotations.Nullable;

import java.util.stream.StreamSupport;

/// The fields of a call that the checks read: gRPC's metadata where a service of this process is
/// called, header fields where the call is spliced.
interface CallFields {
    /// A value of that name, or null if there is none.
    @Nullable String value(String name);

    /// Two parsers may disagree about which value of a repeated field counts.
    boolean isRepeated(String name);

    static CallFields of(HeaderList head) {
        return new CallFields() {
            @Override
            public @Nullable String value(String name) {
                return head.first(name);
            }

            @Override
            public boolean isRepeated(String name) {
                return head.isRepeated(name);
            }
        };
    }

    static CallFields of(Metadata metadata) {
        return new CallFields() {
            @Override
            public @Nullable String value(String name) {
                return metadata.get(RefusalStatus.key(name));
            }

            @Override
            public boolean isRepeated(String name) {
                var values = metadata.getAll(RefusalStatus.key(name));
                return values != null
                        && StreamSupport.stream(values.spliterator(), false).count() > 1;
            }
        };
    }
}
