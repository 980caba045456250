package io.monopod.gateway.tracing;

import io.monopod.datapath.http2.header.HeaderList;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;

/// Reads and writes a trace context as header fields.
record Fields() implements TextMapGetter<HeaderList> {
    static HeaderList of(TextMapPropagator format, Context context) {
        var fields = new ArrayList<HeaderList.Field>();
        format.inject(
                context,
                fields,
                (list, name, value) -> list.add(new HeaderList.Field(name, value)));
        return HeaderList.of(fields);
    }

    @Override
    public Iterable<String> keys(HeaderList head) {
        return head.fields().stream().map(HeaderList.Field::name).toList();
    }

    @Override
    public @Nullable String get(@Nullable HeaderList head, String name) {
        return head == null ? null : head.first(name);
    }
}
