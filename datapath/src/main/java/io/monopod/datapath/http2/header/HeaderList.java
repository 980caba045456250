package io.monopod.datapath.http2.header;

import io.monopod.datapath.http2.frame.HeaderBlock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A decoded header section (RFC 9113, section 8.1): fields in the order of the wire, repeated
/// names kept. Names are lower case. Immutable.
public final class HeaderList {
    public static final HeaderList EMPTY = new HeaderList(List.of());

    /// One field line.
    public record Field(String name, String value) {}

    private final List<Field> fields;
    private final @Nullable HeaderBlock prepared;

    private HeaderList(List<Field> fields) {
        this(fields, null);
    }

    private HeaderList(List<Field> fields, @Nullable HeaderBlock prepared) {
        this.fields = fields;
        this.prepared = prepared;
    }

    /// What it is encoded as, if that was kept.
    @Nullable HeaderBlock prepared() {
        return prepared;
    }

    HeaderList preparedAs(HeaderBlock block) {
        return new HeaderList(fields, block);
    }

    public static HeaderList of(List<Field> fields) {
        return fields.isEmpty() ? EMPTY : new HeaderList(List.copyOf(fields));
    }

    /// @param namesAndValues name, value, name, value, ...
    public static HeaderList of(String... namesAndValues) {
        var fields = new ArrayList<Field>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return of(fields);
    }

    /// These fields, and then those of `more`.
    public HeaderList with(HeaderList more) {
        if (more.fields.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(fields);
        all.addAll(more.fields);
        return of(all);
    }

    public List<Field> fields() {
        return fields;
    }

    /// The size in bytes, counted as in RFC 9113, section 10.5.1.
    public int bytes() {
        int byteCount = 0;
        for (var field : fields) {
            byteCount += field.name().length() + field.value().length() + 32;
        }
        return byteCount;
    }

    /// The value of the first field of that name, or null if there is none.
    public @Nullable String first(String name) {
        for (var field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    /// Whether there are several fields of that name.
    public boolean isRepeated(String name) {
        boolean seen = false;
        for (var field : fields) {
            if (field.name().equals(name)) {
                if (seen) {
                    return true;
                }
                seen = true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeaderList list && fields.equals(list.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "HeaderList" + fields.stream().map(Field::name).toList(); // values may be secret
    }
}
