package io.monopod.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Another JVM with the tests' class path.
public final class JavaCommand {
    private JavaCommand() {}

    /// Runs `main` of this class.
    public static ProcessBuilder of(Class<?> program, String... args) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var start =
                List.of(
                        java,
                        // The process is too short-lived for the second compiler.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName());
        return new ProcessBuilder(Stream.concat(start.stream(), Stream.of(args)).toList());
    }
}
