package io.monopod.scenarios.local.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs of a local system.
///
/// @param java the executable that runs them; the same as for this process
/// @param agent may be missing; only a user's own server needs it
public record Installation(Path java, Path gateway, Path instance, Path agent) {
    /// Names the directory that holds `gateway/` and `myservice/`.
    public static final String HOME_VARIABLE = "MONOPOD_HOME";

    private static final Path GATEWAY = Path.of("gateway", "target", "monopod-gateway.jar");
    private static final Path INSTANCE = Path.of("myservice", "target", "monopod-myservice.jar");
    private static final Path AGENT = Path.of("agent", "target", "monopod-agent.jar");

    /// Looks in `MONOPOD_HOME`, or else upwards from this program's own location.
    ///
    /// @throws IOException with a message for the user, if the programs are not found
    public static Installation find() throws IOException {
        return find(System.getenv(), ownLocation());
    }

    public static Installation find(Map<String, String> environment, Path own) throws IOException {
        String given = environment.get(HOME_VARIABLE);
        Path home =
                given == null || given.isEmpty()
                        ? upwards(own).filter(Installation::isHome).findFirst().orElse(null)
                        : Path.of(given);
        if (home == null || !isHome(home)) {
            throw new IOException(notFound(given, own));
        }
        return new Installation(
                ownJava(), home.resolve(GATEWAY), home.resolve(INSTANCE), home.resolve(AGENT));
    }

    private static String notFound(@Nullable String given, Path own) {
        String where = given == null || given.isEmpty() ? "above " + own : "in " + given;
        return "no built gateway and instance found %s: build them with 'mvn -DskipTests package', or set %s"
                .formatted(where, HOME_VARIABLE);
    }

    private static boolean isHome(Path directory) {
        return Files.isRegularFile(directory.resolve(GATEWAY))
                && Files.isRegularFile(directory.resolve(INSTANCE));
    }

    private static Stream<Path> upwards(Path start) {
        return Stream.iterate(start, path -> path != null, Path::getParent);
    }

    private static Path ownLocation() {
        try {
            var source = Installation.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own location is no path", e);
        }
    }

    private static Path ownJava() {
        Optional<Path> running = ProcessHandle.current().info().command().map(Path::of);
        // An application image has its own launcher in place of `java`.
        return running.filter(program -> program.getFileName().toString().startsWith("java"))
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }
}
