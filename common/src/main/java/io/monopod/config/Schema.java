package io.monopod.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys that a configuration record declares, sections flattened, in the order of declaration.
final class Schema {
    /// One key that takes a value.
    ///
    /// @param path the names of its sections, then its own
    record Setting(List<String> path, Type type, Key key) {
        String name() {
            return String.join(".", path);
        }

        String flag() {
            return "--" + String.join("-", path);
        }

        String variable(String prefix) {
            return prefix + String.join("_", path).replace('-', '_').toUpperCase(Locale.ROOT);
        }

        /// Lists and mappings of records do not fit into one text, so only the file can set them.
        boolean fitsOneText() {
            return !(type instanceof ParameterizedType generic
                    && (raw(type) == java.util.Map.class
                            || (raw(type) == List.class
                                    && isSection(generic.getActualTypeArguments()[0]))));
        }

        boolean isSwitch() {
            return type == boolean.class;
        }

        boolean isSecret() {
            return type == Secret.class || innerOf(type) == Secret.class;
        }
    }

    private Schema() {}

    static List<Setting> settings(Class<?> type) {
        var settings = new ArrayList<Setting>();
        collect(type, List.of(), settings);
        return List.copyOf(settings);
    }

    private static void collect(Class<?> type, List<String> path, List<Setting> into) {
        for (var component : type.getRecordComponents()) {
            var inner = Stream.concat(path.stream(), Stream.of(name(component))).toList();
            if (isSection(component.getGenericType())) {
                collect(component.getType(), inner, into);
            } else {
                into.add(new Setting(inner, component.getGenericType(), key(component)));
            }
        }
    }

    /// The component's name as the user writes it: `keyFile` is `key-file`.
    static String name(RecordComponent component) {
        return kebab(component.getName());
    }

    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static Key key(RecordComponent component) {
        var key = component.getAnnotation(Key.class);
        if (key == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord() + "." + component.getName() + " needs a @Key");
        }
        return key;
    }

    static boolean isSection(Type type) {
        return type instanceof Class<?> raw
                && raw.isRecord()
                && Arrays.stream(raw.getRecordComponents())
                        .anyMatch(c -> c.isAnnotationPresent(Key.class));
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> throw new IllegalStateException("no configuration type: " + type);
        };
    }

    /// The `T` of an `Optional<T>`; any other type unchanged.
    static Type innerOf(Type type) {
        return raw(type) == Optional.class ? lastArgument(type) : type;
    }

    /// The `T` of a `List<T>` or a `Map<String, T>`.
    static Type lastArgument(Type type) {
        var arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }
}
