package io.monopod.config;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the record from the tree: types every value, fills in defaults and refuses unknown keys.
final class Binder {
    private Binder() {}

    /// @param path the key of the section, empty for the whole configuration
    static <T> T bind(Class<T> type, Tree.Mapping section, String path) {
        var components = type.getRecordComponents();
        refuseUnknown(components, section, path);
        var values =
                Arrays.stream(components)
                        .map(component -> value(component, section, path))
                        .toArray();
        try {
            return constructor(type, components).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidSetting invalid) {
                throw located(invalid, section, path);
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuseUnknown(
            RecordComponent[] components, Tree.Mapping section, String path) {
        var known = Arrays.stream(components).map(Schema::name).toList();
        section.entries()
                .forEach(
                        (name, tree) -> {
                            if (!known.contains(name)) {
                                // The message omits the value: it may be a secret under a mistyped
                                // key.
                                throw new WrongConfig(
                                        "unknown key %s (%s): allowed is %s"
                                                .formatted(
                                                        join(path, name),
                                                        tree.origin(),
                                                        String.join(", ", known)));
                            }
                        });
    }

    private static Object value(RecordComponent component, Tree.Mapping section, String path) {
        var name = Schema.name(component);
        var type = component.getGenericType();
        var tree = section.entries().get(name);
        if (tree == null) {
            tree = fallback(component, type);
        }
        return convert(type, tree, join(path, name));
    }

    private static Tree fallback(RecordComponent component, Type type) {
        if (Schema.isSection(type) || Schema.raw(type) == Map.class) {
            return Tree.Mapping.empty();
        }
        return new Tree.Leaf(Schema.key(component).value(), "default");
    }

    private static Object convert(Type type, Tree tree, String path) {
        if (Schema.isSection(type)) {
            return bind(Schema.raw(type), mapping(tree, path), path);
        }
        var raw = Schema.raw(type);
        if (raw == Optional.class) {
            return isAbsent(tree)
                    ? Optional.empty()
                    : Optional.of(convert(Schema.lastArgument(type), tree, path));
        }
        if (raw == List.class) {
            return list(Schema.lastArgument(type), tree, path);
        }
        if (raw == Map.class) {
            return map(Schema.lastArgument(type), mapping(tree, path), path);
        }
        return scalar(raw, tree, path);
    }

    private static boolean isAbsent(Tree tree) {
        return tree instanceof Tree.Leaf(var text, _) && text.isEmpty();
    }

    private static List<Object> list(Type element, Tree tree, String path) {
        var items =
                switch (tree) {
                    case Tree.Items(var given, _) -> given;
                    case Tree.Leaf(var text, var origin)
                            when !Schema.isSection(element) || text.isEmpty() ->
                            Texts.split(text).stream()
                                    .<Tree>map(item -> new Tree.Leaf(item, origin))
                                    .toList();
                    case Tree.Leaf _, Tree.Mapping _ ->
                            throw new WrongConfig(
                                    path + " (" + tree.origin() + "): allowed is a list");
                };
        var values = new ArrayList<Object>();
        for (var item : items) {
            values.add(convert(element, item, path + "[" + values.size() + "]"));
        }
        return List.copyOf(values);
    }

    private static Map<String, Object> map(Type element, Tree.Mapping tree, String path) {
        var values = new LinkedHashMap<String, Object>();
        tree.entries()
                .forEach(
                        (name, inner) ->
                                values.put(name, convert(element, inner, join(path, name))));
        return values;
    }

    private static Tree.Mapping mapping(Tree tree, String path) {
        if (tree instanceof Tree.Mapping mapping) {
            return mapping;
        }
        throw new WrongConfig(
                path + " (" + tree.origin() + "): allowed is a mapping of keys to values");
    }

    private static Object scalar(Class<?> type, Tree tree, String path) {
        if (!(tree instanceof Tree.Leaf(var text, var origin))) {
            throw new WrongConfig(path + " (" + tree.origin() + "): allowed is one value");
        }
        if (text.isEmpty()) {
            throw new WrongConfig(path + " (" + origin + "): a value is needed");
        }
        try {
            return Texts.parse(type, text);
        } catch (IllegalArgumentException e) {
            throw WrongConfig.value(path, text, origin, String.valueOf(e.getMessage()));
        }
    }

    private static WrongConfig located(InvalidSetting invalid, Tree.Mapping section, String path) {
        return WrongConfig.value(
                join(path, invalid.key()),
                invalid.value(),
                origin(section, invalid.key()),
                invalid.allowed());
    }

    /// The origin of `key` (such as `port` or `routes[0].cluster`), or of the nearest enclosing
    /// node.
    private static String origin(Tree.Mapping section, String key) {
        Tree tree = section;
        var origin = "default";
        for (var step : key.split("[.\\[]", -1)) {
            var inner = step(tree, step);
            if (inner == null) {
                return origin;
            }
            tree = inner;
            origin = tree.origin();
        }
        return origin;
    }

    private static @Nullable Tree step(Tree tree, String step) {
        return switch (tree) {
            case Tree.Leaf _ -> null;
            case Tree.Mapping(var entries, _) -> entries.get(step);
            case Tree.Items(var items, _) ->
                    items.get(Integer.parseInt(step.substring(0, step.length() - 1)));
        };
    }

    private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components)
            throws NoSuchMethodException {
        return type.getConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
