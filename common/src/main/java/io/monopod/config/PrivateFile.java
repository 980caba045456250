package io.monopod.config;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// Creates files that hold secrets.
public final class PrivateFile {
    private PrivateFile() {}

    /// Creates a file that only its owner can read. A hard link makes the complete file appear
    /// atomically and never replaces an existing one. So nobody reads half a secret, and if two
    /// processes start together, one wins.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if the file exists
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

    /// Creates or replaces a file atomically: nobody reads half a secret. Missing directories are
    /// created, for their owner only.
    ///
    /// @param group may also read the file; empty for nobody
    public static void replace(Path file, String text, Optional<String> group) throws IOException {
        var place = file.toAbsolutePath();
        var draft = place.resolveSibling("." + place.getFileName() + "-" + UUID.randomUUID());
        makeDirectories(place);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(draft, options, ownerOnly(place))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            if (group.isPresent()) {
                showTo(group.get(), draft);
            }
            Files.move(draft, place, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void makeDirectories(Path file) throws IOException {
        var directory = Objects.requireNonNull(file.getParent());
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(file, "rwx------"));
        }
    }

    private static void showTo(String group, Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            throw new IOException("files have no groups here");
        }
        var names = file.getFileSystem().getUserPrincipalLookupService();
        view.setGroup(names.lookupPrincipalByGroupName(group));
        view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return attributes(file, "rw-------");
    }

    private static FileAttribute<?>[] attributes(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
