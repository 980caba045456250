package io.monopod.gateway.auth;

import io.monopod.config.InvalidSetting;
import io.monopod.config.PrivateFile;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// A file with a signing key, so that tokens stay valid after a restart.
public final class KeyFile {
    private static final String KEY = "auth.key-file";

    private KeyFile() {}

    /// Reads the key. If the file is missing, creates it with a new key, readable by its owner
    /// only.
    ///
    /// @throws InvalidSetting if the file cannot be read or created, or holds no valid key
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
            // The cause is left out: the parsers' messages can contain the key.
            throw new InvalidSetting(KEY, file, KeyText.ALLOWED);
        }
    }

    private static SigningKey create(Path file) {
        var key = SigningKey.generate();
        try {
            PrivateFile.create(file, key.privateJwk() + "\n");
            return key;
        } catch (FileAlreadyExistsException e) {
            // Another gateway has just created the file; its key is the one to use.
            return readOrCreate(file);
        } catch (IOException e) {
            throw new InvalidSetting(KEY, file, "a file that can be made");
        }
    }
}
