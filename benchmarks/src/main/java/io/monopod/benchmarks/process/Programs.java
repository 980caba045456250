package io.monopod.benchmarks.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's programs that a run needs.
public final class Programs {
    public static final String H2LOAD = "h2load";
    public static final String HAPROXY = "haproxy";
    public static final String NGINX = "nginx";
    private static final String ETCD = "etcd";

    private static final Map<String, String> DEBIAN_PACKAGES =
            Map.of(
                    H2LOAD,
                    "nghttp2-client",
                    HAPROXY,
                    "haproxy",
                    NGINX,
                    "nginx",
                    ETCD,
                    "etcd-server");

    private Programs() {}

    /// The missing Debian packages.
    public static List<String> missingPackages() {
        return DEBIAN_PACKAGES.entrySet().stream()
                .filter(entry -> find(entry.getKey()).isEmpty())
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /// @throws IllegalStateException if there is no such program
    public static String path(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not installed"))
                .toString();
    }

    private static Optional<Path> find(String name) {
        return folders()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Debian installs servers outside a user's PATH.
    private static Stream<String> folders() {
        var path = System.getenv("PATH");
        return Stream.concat(
                path == null ? Stream.empty() : Stream.of(path.split(File.pathSeparator, -1)),
                Stream.of("/usr/sbin", "/usr/local/sbin"));
    }
}
