package io.monopod.config;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Parses one text into one value. On bad input it throws an [IllegalArgumentException] whose
/// message says what is allowed.
final class Texts {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private Texts() {}

    static Object parse(Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(type, text);
        }
        if (type == String.class) {
            return text;
        }
        if (type == int.class) {
            return number(text, Integer::parseInt);
        }
        if (type == long.class) {
            return number(text, Long::parseLong);
        }
        if (type == boolean.class) {
            return truth(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type == HostPort.class) {
            return HostPort.parse(text);
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        return wrapped(type, text);
    }

    /// The name of a value's type in `--help`.
    static String placeholder(Class<?> type) {
        if (type.isEnum()) {
            return words(type, "|");
        }
        return switch (type.getSimpleName()) {
            case "int", "long" -> "NUMBER";
            case "boolean" -> "true|false";
            case "Duration" -> "DURATION";
            case "Path" -> "FILE";
            case "HostPort" -> "HOST:PORT";
            case "ByteSize" -> "SIZE";
            default -> "TEXT";
        };
    }

    private static <N> N number(String text, Function<String, N> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number", e);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a duration like 250ms, 3s, 5m, 1h or 1d");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Object constant(Class<?> type, String text) {
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(words(type, " or "));
    }

    private static String words(Class<?> type, String separator) {
        return Arrays.stream(type.getEnumConstants())
                .map(Texts::word)
                .collect(Collectors.joining(separator));
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A record with one text component, such as an id.
    private static Object wrapped(Class<?> type, String text) {
        try {
            return type.getConstructor(String.class).newInstance(text);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof IllegalArgumentException refused
                    ? refused
                    : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no configuration type: " + type, e);
        }
    }

    /// A value in the form in which a user writes it.
    static String show(Object value) {
        return switch (value) {
            case Enum<?> constant -> word(constant);
            case Duration duration when duration.toMillisPart() != 0 -> duration.toMillis() + "ms";
            case Duration duration -> duration.toSeconds() + "s";
            default -> value.toString();
        };
    }

    /// Splits a text into the texts of a list.
    static List<String> split(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
