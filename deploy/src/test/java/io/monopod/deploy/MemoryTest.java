package io.monopod.deploy;

import static io.monopod.deploy.Documents.at;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Every part of a program's memory has a limit, and the sum is below the container's limit.
@Timeout(300)
class MemoryTest {
    private static final Path IMAGE = Documents.ROOT.resolve("deploy/image");
    private static final long MEGABYTE = 1 << 20;

    /// The JVM itself, class metadata, stacks, and memory that malloc keeps: 70 MB were measured.
    private static final int REST = 80;

    @ParameterizedTest
    @CsvSource({"gateway, 512M, 2", "myservice, 256M, 0"})
    void sumOfMemoryPartsIsBelowTheLimit(String program, String expected, int compilers)
            throws IOException {
        var compose = Documents.in(Documents.ROOT.resolve("compose.yml")).getFirst();
        var limit =
                at(compose, "services." + program + ".deploy.resources.limits.memory")
                        .getAsString();
        assertThat(limit).isEqualTo(expected);

        int total = Integer.parseInt(limit.replace("M", ""));
        int compiler = compilers == 0 ? 0 : number(program, "MemLimit,\\*\\.\\*,(\\d+)M");
        assertThat(
                        total * number(program, "MaxRAMPercentage=(\\d+)") / 100
                                + number(program, "ReservedCodeCacheSize=(\\d+)m")
                                + number(program, "MaxDirectMemorySize=(\\d+)m")
                                + compilers * compiler
                                + REST)
                .isLessThanOrEqualTo(total);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void compilerStaysWithinItsPartForTheTokenLibrary() throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + IMAGE.resolve("gateway.jvm"),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TokenLoad.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            long peak = Long.parseLong(process.inputReader().readLine()) * 1024 / MEGABYTE;

            // 156 MB were measured, and 304 MB without the limit.
            assertThat(peak).isLessThan(230);
        } finally {
            process.destroyForcibly();
        }
    }

    private static int number(String program, String flag) throws IOException {
        List<String> lines = Files.readAllLines(IMAGE.resolve(program + ".jvm"));
        var pattern = Pattern.compile(".*" + flag);
        return lines.stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " has no " + flag));
    }
}
