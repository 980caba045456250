package io.monopod.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// A value that is never printed. As a configuration key it can only be set in the environment:
/// every user of a machine can read command lines, and configuration files get copied.
public record Secret(String value) {
    /// Shorter secrets can be guessed.
    public static final int MIN_LENGTH = 16;

    private static final int MADE_BYTES = 32;

    /// The secret that a pair of keys sets: `key` itself (from the environment), or the trimmed
    /// content of the file that `key-file` names.
    ///
    /// @return empty if neither is given
    /// @throws InvalidSetting if both are given, the file cannot be read or the secret is shorter
    ///   than [#MIN_LENGTH]
    public static Optional<Secret> of(String key, Optional<Secret> given, Optional<Path> file) {
        if (given.isPresent() && file.isPresent()) {
            throw new InvalidSetting(
                    key + "-file", file.get(), "only one of " + key + " and " + key + "-file");
        }
        var secret = given.or(() -> file.map(path -> read(key + "-file", path)));
        secret.ifPresent(
                s ->
                        InvalidSetting.unless(
                                s.value.length() >= MIN_LENGTH,
                                file.isPresent() ? key + "-file" : key,
                                file.map(Path::toString).orElse("(secret)"),
                                "a secret of at least " + MIN_LENGTH + " characters"));
        return secret;
    }

    /// As [#of], but creates a missing file with a random secret.
    public static Optional<Secret> ofOrMade(
            String key, Optional<Secret> given, Optional<Path> file) {
        if (given.isEmpty()) {
            file.filter(Files::notExists).ifPresent(path -> make(key + "-file", path));
        }
        return of(key, given, file);
    }

    private static void make(String key, Path file) {
        var secret = new byte[MADE_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            PrivateFile.create(file, HexFormat.of().formatHex(secret) + "\n");
        } catch (FileAlreadyExistsException e) {
            // Another process created it first: its secret counts.
        } catch (IOException e) {
            throw new InvalidSetting(key, file, "a file that can be made");
        }
    }

    private static Secret read(String key, Path file) {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new InvalidSetting(key, file, "a file that can be read");
        }
    }

    /// Compares in constant time.
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(bytes(value), bytes(candidate));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
