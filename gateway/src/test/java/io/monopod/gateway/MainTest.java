package io.monopod.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

@Timeout(60)
class MainTest {
    @TempDir private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"data", "control", "admin"})
    void takenPortStopsTheStart(String listener) throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(other.getLocalPort());
            var process = start("--" + listener + "-host=localhost", port(listener, port));

            assertThat(exitCode(process)).isEqualTo(3);
            assertThat(process.errorReader().lines())
                    .containsExactly(
                            "cannot listen on localhost:" + port + ": Address already in use");
            assertThat(process.inputReader().lines()).isEmpty();
        }
    }

    @Test
    void invalidConfigurationStopsTheStart() throws Exception {
        var process = start("--data-port=70000");

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(process.errorReader().lines())
                .containsExactly("data.port=70000 (--data-port): allowed is 0 to 65535");
    }

    private static String port(String listener, String port) {
        return "--" + listener + "-port=" + port;
    }

    private Process start(String... args) throws IOException {
        var free =
                Stream.of(
                        "--auth-key-file=" + directory.resolve("key.jwk"),
                        "--data-port=0",
                        "--control-port=0",
                        "--admin-port=0");
        var all = Stream.concat(free, Stream.of(args)).toArray(String[]::new);
        return JavaCommand.of(Main.class, all).start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
