package io.monopod.console.model;

import javafx.beans.property.Property;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/// Settings that survive a restart, in a properties file. Unreadable values fall back to their
/// defaults; they never prevent a start.
public final class Memory {
    private final Path file;
    private final Properties known = new Properties();
    private final Map<String, Property<?>> kept = new LinkedHashMap<>();

    public Memory(Path file) {
        this.file = file;
        try (Reader reader = Files.newBufferedReader(file)) {
            known.load(reader);
        } catch (IOException | IllegalArgumentException _) {
            // This is the first start, or the file is not ours.
            known.clear();
        }
    }

    /// Restores the property's value and saves later changes.
    ///
    /// @param read parses the value; throws [IllegalArgumentException] if it is malformed
    public <T> Memory keep(String key, Property<T> property, Function<String, T> read) {
        kept.put(key, property);
        String text = known.getProperty(key);
        if (text != null) {
            try {
                property.setValue(read.apply(text));
            } catch (IllegalArgumentException _) {
                // The value was written by another version.
            }
        }
        return this;
    }

    /// Keeps a whole number within limits.
    public Memory keep(String key, Property<Integer> property, int min, int max) {
        return keep(key, property, text -> Math.clamp(Long.parseLong(text), min, max));
    }

    /// Writes the file.
    public void save() throws IOException {
        Properties now = new Properties();
        kept.forEach((key, property) -> now.setProperty(key, String.valueOf(property.getValue())));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            now.store(writer, null);
        }
    }

    /// The platform's location for settings.
    public static Path standardFile(String os, Map<String, String> environment, Path home) {
        return settings(os, environment, home).resolve("monopod").resolve("console.properties");
    }

    private static Path settings(String os, Map<String, String> environment, Path home) {
        if (os.startsWith("Windows")) {
            return path(environment.get("APPDATA"), home.resolve("AppData/Roaming"));
        }
        return os.startsWith("Mac")
                ? home.resolve("Library/Application Support")
                : path(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"));
    }

    private static Path path(@Nullable String given, Path standard) {
        return given == null || given.isEmpty() ? standard : Path.of(given);
    }
}
