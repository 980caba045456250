package io.monopod.gateway.auth;

import io.monopod.config.InvalidSetting;
import io.monopod.config.PrivateFile;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// A signing key kept in a file, so that tokens outlive the process.
public final class KeyFile {
    private static final String KEY = "auth.key-file";

    private KeyFile() {}

    /// The key in the file. A file that is not there is made, with a new key, for its owner's eyes
    /// only.
    ///
    /// @throws InvalidSetting if it can be neither read nor made, or holds no such key
    public static SigningKey readOrCreate(Path file) {
        try {
            return parse(Files.readString(file), file);
        } catch (NoSuchFileException e) {
            return create(file);
        } catch (IOException e) {
            throw new InvalidSetting(KEY, file, "a file that can be read");
        }
    }

    private static SigningKey parse(String text, Path file) {
        try {
            return KeyText.parse(text);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Not passed on: what the parsers say can repeat the key.
            throw new InvalidSetting(KEY, file, KeyText.ALLOWED);
        }
    }

    private static SigningKey create(Path file) {
        var key = SigningKey.generate();
        try {
            PrivateFile.create(file, key.privateJwk() + "\n");
            return key;
        } catch (FileAlreadyExistsException e) {
            // Another gateway with the same file was first: its key counts.
            return readOrCreate(file);
        } catch (IOException e) {
            throw new InvalidSetting(KEY, file, "a file that can be made");
        }
    }
}
