package io.monopod.gateway.auth;

import io.monopod.config.InvalidSetting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.UUID;

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
            write(file.toAbsolutePath(), key);
            return key;
        } catch (FileAlreadyExistsException e) {
            // Another gateway with the same file was first: its key counts.
            return readOrCreate(file);
        } catch (IOException e) {
            throw new InvalidSetting(KEY, file, "a file that can be made");
        }
    }

    /// A link to a complete file appears at once and never replaces one, so nobody reads half a key
    /// and of two gateways that start together one wins.
    private static void write(Path file, SigningKey key) throws IOException {
        var draft = file.resolveSibling("." + file.getFileName() + "-" + UUID.randomUUID());
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var text = key.privateJwk() + "\n";
        try (var channel = Files.newByteChannel(draft, options, ownerOnly(file))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            Files.createLink(file, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
