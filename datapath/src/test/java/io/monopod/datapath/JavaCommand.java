package io.monopod.datapath;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Starts another JVM like this one, with the classes of the tests.
public final class JavaCommand {
    private JavaCommand() {}

    /// A builder for a process that runs `main` of that class.
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
