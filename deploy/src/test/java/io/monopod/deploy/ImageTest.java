package io.monopod.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

class ImageTest {
    private static final Pattern MODULES = Pattern.compile("--add-modules (\\S+)");
    private static final Pattern USED = Pattern.compile("-> ((?:java|jdk)\\.\\S+)");

    /// Checked with jdeps: a training run would not notice a missing module that only a rarely used
    /// class needs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "common",
                "proto",
                "datapath",
                "gateway",
                "instance",
                "myservice",
                "agent",
                "scenarios"
            })
    void runtimeHasTheModulesThatOurClassesUse(String module) throws IOException {
        assertThat(used(module)).contains("java.base").isSubsetOf(inTheImage());
    }

    private static List<String> inTheImage() throws IOException {
        var found = MODULES.matcher(Files.readString(Documents.ROOT.resolve("Dockerfile")));
        assertThat(found.find()).isTrue();
        return List.of(found.group(1).split(","));
    }

    private static List<String> used(String module) {
        var out = new StringWriter();
        var jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code =
                jdeps.run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--multi-release=25",
                        "--ignore-missing-deps",
                        "-s",
                        Documents.ROOT.resolve(module).resolve("target/classes").toString());
        assertThat(code).as(out.toString()).isZero();
        return USED.matcher(out.toString()).results().map(use -> use.group(1)).toList();
    }
}
