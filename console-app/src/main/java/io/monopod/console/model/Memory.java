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

/// What is remembered between starts, in a file of properties. What cannot be read is as it was
/// meant to be at first: nobody's console fails to start for it.
public final class Memory {
    private final Path file;
    private final Properties known = new Properties();
    private final Map<String, Property<?>> kept = new LinkedHashMap<>();

    public Memory(Path file) {
        this.file = file;
        try (Reader reader = Files.newBufferedReader(file)) {
            known.load(reader);
        } catch (IOException | IllegalArgumentException _) {
            // It is the first start, or somebody else's file.
            known.clear();
        }
    }

    /// Gives the property the value that it had, and remembers the one that it will have.
    ///
    /// @param read makes a value of its text; throws [IllegalArgumentException] if it is none
    public <T> Memory keep(String key, Property<T> property, Function<String, T> read) {
        kept.put(key, property);
        String text = known.getProperty(key);
        if (text != null) {
            try {
                property.setValue(read.apply(text));
            } catch (IllegalArgumentException _) {
                // A value of another version.
            }
        }
        return this;
    }

    /// Keeps whole numbers within limits.
    public Memory keep(String key, Property<Integer> property, int least, int most) {
        return keep(key, property, text -> Math.clamp(Long.parseLong(text), least, most));
    }

    /// Writes all of it.
    public void save() throws IOException {
        Properties now = new Properties();
        kept.forEach((key, property) -> now.setProperty(key, String.valueOf(property.getValue())));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            now.store(writer, null);
        }
    }

    /// Where this system's programs keep such things.
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
