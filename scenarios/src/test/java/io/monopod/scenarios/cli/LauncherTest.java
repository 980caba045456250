package io.monopod.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The launcher in its own project, with a `java` and a `mvn` that only record their arguments.
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "monopod");
    private static final List<String> MODULES =
            List.of("proto", "common", "datapath", "gateway", "instance", "myservice", "scenarios");

    @TempDir private Path directory = Path.of("");
    private Path root = directory;

    @BeforeEach
    void project() throws IOException {
        // The space in the name tests the launcher's quotation.
        root = Files.createDirectory(directory.toRealPath().resolve("a project"));
        script(root.resolve("monopod"), Files.readString(LAUNCHER));
        Files.writeString(root.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
            Files.writeString(source(module), "");
        }
        java(root.resolve("jdk"), "25.0.1");
        script(
                root.resolve("bin/mvn"),
                """
                #!/bin/sh
                echo "$@" >>mvn.calls
                [ -f mvn.fails ] && { echo '[ERROR] it does not compile'; exit 1; }
                for program in gateway myservice scenarios console-app agent benchmarks; do
                    name=${program%-app}
                    mkdir -p $program/target
                    : >$program/target/monopod-$name.jar
                done
                """);
    }

    @Test
    void buildsMissingProgramAndRunsIt() throws Exception {
        Result result = launch("run", "all", "--report", "a b");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output()).contains("monopod: built in");
        assertThat(mavenCalls()).hasSize(1).first().asString().contains("package");
        assertThat(javaArguments())
                .endsWith(
                        "-jar",
                        root.toRealPath()
                                .resolve("scenarios/target/monopod-scenarios.jar")
                                .toString(),
                        "run",
                        "all",
                        "--report",
                        "a b");
    }

    @Test
    void doesNotRebuildIfUpToDate() throws Exception {
        launch("list");

        Result second = launch("list");

        assertThat(mavenCalls()).hasSize(1);
        assertThat(second.output()).isEmpty();
    }

    @Test
    void usesStartCacheNewerThanTheJar() throws Exception {
        launch("list");
        assertThat(javaArguments()).noneMatch(word -> word.startsWith("-XX:AOTCache"));
        Path cache = Files.createFile(root.resolve("scenarios/target/monopod-scenarios.aot"));
        Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(60)));

        launch("list");

        assertThat(javaArguments()).contains("-XX:AOTCache=" + cache.toRealPath());
    }

    @Test
    void rebuildsIfASourceIsNewer() throws Exception {
        launch("list");
        Files.setLastModifiedTime(source("gateway"), FileTime.from(Instant.now().plusSeconds(60)));

        launch("list");

        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void buildsTheConsoleOnDemand() throws Exception {
        Files.createDirectories(root.resolve("console-app/src/main"));
        Files.writeString(root.resolve("console-app/pom.xml"), "");
        launch("list");

        launch("console", "--big");

        assertThat(mavenCalls()).hasSize(2).last().asString().contains("console-app");
        assertThat(javaArguments().getLast()).isEqualTo("--big");
        assertThat(String.join(" ", javaArguments())).contains("monopod-console.jar --big");
    }

    @Test
    void buildsTheAgentForAServerOfTheUsers() throws Exception {
        Files.createDirectories(root.resolve("agent/src/main"));
        Files.writeString(root.resolve("agent/pom.xml"), "");
        launch("up");

        launch("up", "--", "server", "--port", "{port}");

        assertThat(mavenCalls()).hasSize(2).last().asString().contains("agent");
        assertThat(String.join(" ", javaArguments()))
                .endsWith("monopod-scenarios.jar up -- server --port {port}");
    }

    @Test
    void failedBuildIsReportedWithExitCode3() throws Exception {
        Files.createFile(root.resolve("mvn.fails"));

        Result result = launch("list");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.output())
                .contains("[ERROR] it does not compile", "the build failed", "target/build.log");
        assertThat(root.resolve("target/build-lock")).doesNotExist();
    }

    @Test
    void otherJavaVersionsAreSkipped() throws Exception {
        java(root.resolve("older"), "17.0.15");

        Result result =
                launch(Map.of("JAVA_HOME", "older", "JAVA25_HOME", root.resolve("jdk").toString()));

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(javaArguments()).isNotEmpty();
    }

    @Test
    void withoutJava25ItSaysWhatToInstall() throws Exception {
        // A version that no machine has.
        String asking = Files.readString(LAUNCHER).replace("=\"25[", "=\"99[");
        script(root.resolve("monopod"), asking);

        Result result = launch("list");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.output()).contains("no Java 25 found", "JAVA_HOME", "sdk install java");
        assertThat(root.resolve("mvn.calls")).doesNotExist();
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(root.resolve("bin/mono"), root.resolve("monopod"));

        Result result = run(link.toString(), Map.of(), "list");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void exitCodeIsTheProgramsExitCode() throws Exception {
        script(root.resolve("jdk/bin/java"), "#!/bin/sh\nexit 7\n");

        assertThat(launch("run", "x").code()).isEqualTo(7);
    }

    private record Result(int code, String output) {}

    private Result launch(String... args) throws Exception {
        return run(root.resolve("monopod").toString(), Map.of(), args);
    }

    private Result launch(Map<String, String> environment) throws Exception {
        return run(root.resolve("monopod").toString(), environment, "list");
    }

    private Result run(String launcher, Map<String, String> environment, String... args)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", launcher));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH",
                                root.resolve("bin") + ":/usr/bin:/bin",
                                "HOME",
                                root.toString(),
                                "JAVA_HOME",
                                root.resolve("jdk").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private void java(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(
                home.resolve("bin/java"),
                "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done >'"
                        + root.resolve("java.call")
                        + "'\n");
    }

    private Path source(String module) {
        return root.resolve(module).resolve("src/main/java/A.java");
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("mvn.calls"));
    }

    private List<String> javaArguments() throws IOException {
        return Files.readAllLines(root.resolve("java.call"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
