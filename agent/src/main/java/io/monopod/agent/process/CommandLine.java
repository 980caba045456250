package io.monopod.agent.process;

import io.monopod.config.InvalidSetting;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The command that serves a session, with `{port}` wherever its port belongs.
///
/// @param words the program and its arguments
public record CommandLine(List<String> words) {
    private static final String PORT = "{port}";

    /// @throws InvalidSetting if there is no command
    public CommandLine {
        words = List.copyOf(words);
        InvalidSetting.unless(
                !words.isEmpty(),
                "command",
                "",
                "one after --, as in: -- python3 server.py --port {port}");
    }

    /// @param directory that it runs in; empty for this process's
    /// @throws InvalidSetting if the program is not there or may not be run
    public void check(Optional<Path> directory) {
        InvalidSetting.unless(
                places(directory).anyMatch(CommandLine::isProgram),
                "command",
                words.getFirst(),
                "a program that is there and may be run");
    }

    private Stream<Path> places(Optional<Path> directory) {
        var program = words.getFirst();
        return program.contains(File.separator)
                ? Stream.of(directory.orElse(Path.of("")).resolve(program))
                : onPath(program);
    }

    private static Stream<Path> onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator)).map(Path::of).map(p -> p.resolve(program));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    static boolean isInstalled(String program) {
        return onPath(program).anyMatch(CommandLine::isProgram);
    }

    List<String> with(int port) {
        return words.stream().map(word -> word.replace(PORT, Integer.toString(port))).toList();
    }

    boolean namesPort() {
        return words.stream().anyMatch(word -> word.contains(PORT));
    }
}
