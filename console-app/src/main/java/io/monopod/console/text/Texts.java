package io.monopod.console.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The texts of the bundle `console.properties`.
public final class Texts {
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("io.monopod.console.text.console", Locale.ENGLISH);

    private Texts() {}

    /// The text of a key, with `{0}` and so on replaced as by [MessageFormat].
    ///
    /// @throws java.util.MissingResourceException if there is none, which is a bug
    public static String text(String key, Object... values) {
        String pattern = BUNDLE.getString(key);
        return values.length == 0
                ? pattern
                : new MessageFormat(pattern, Locale.ENGLISH).format(values);
    }

    /// The text of a key, or `otherwise` if there is none.
    public static String textOr(String key, String otherwise) {
        return BUNDLE.containsKey(key) ? BUNDLE.getString(key) : otherwise;
    }

    /// The text of an enum constant, with the key `key.constant`.
    public static String text(String key, Enum<?> constant) {
        return text(key + "." + constant.name().toLowerCase(Locale.ROOT));
    }
}
