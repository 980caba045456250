package io.monopod.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/// Makes files that hold secrets.
public final class PrivateFile {
    private PrivateFile() {}

    /// Makes a file for its owner's eyes only. A link to a complete file appears at once and never
    /// replaces one, so nobody reads half a secret and of two processes that start together one
    /// wins.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if it is there already
    public static void create(Path file, String text) throws IOException {
        var place = file.toAbsolutePath();
        var draft = place.resolveSibling("." + place.getFileName() + "-" + UUID.randomUUID());
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(draft, options, ownerOnly(place))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            Files.createLink(place, draft);
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
