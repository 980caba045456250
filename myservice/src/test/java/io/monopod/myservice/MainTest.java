package io.monopod.myservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program as its supervisor sees it, as a real process.
@Timeout(60)
class MainTest {
    private final TestGateway gateway = TestGateway.start();
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        gateway.close();
    }

    @Test
    void printsIdAndAddressOnceRegistered() throws Exception {
        var process = start();

        var line = firstLine(process.inputReader());

        var registration = gateway.nextRegistration();
        assertThat(line)
                .isEqualTo(
                        "READY instance=%s address=%s"
                                .formatted(
                                        registration.getInstanceId(), registration.getAddress()));
    }

    @Test
    void sigtermDeregistersAndExitsWith0() throws Exception {
        var process = start();
        var _ = firstLine(process.inputReader());

        process.toHandle().destroy();

        assertThat(exitCode(process)).isZero();
        assertThat(gateway.nextDeregister().getInstanceId())
                .isEqualTo(gateway.nextRegistration().getInstanceId());
        assertThat(process.errorReader().lines()).anyMatch(line -> line.contains("stopped"));
    }

    @Test
    void exitsWithParentIfConfigured() throws Exception {
        var process = start("--exit-with-stdin");
        var _ = firstLine(process.inputReader());

        process.outputWriter().close();

        assertThat(exitCode(process)).isZero();
    }

    @Test
    void refusesWrongConfiguration() throws Exception {
        var process = start("--port", "70000");

        assertThat(exitCode(process)).isEqualTo(2);
        assertThat(process.errorReader().lines())
                .containsExactly("port=70000 (--port): allowed is 0 to 65535");
    }

    @Test
    void refusesTakenPort() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(other.getLocalPort());
            var process = start("--port", port);

            assertThat(exitCode(process)).isEqualTo(3);
            assertThat(process.errorReader().lines())
                    .containsExactly(
                            "cannot listen on localhost:" + port + ": Address already in use");
        }
    }

    private Process start(String... args) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.monopod.myservice.Main",
                                "--gateway",
                                gateway.address().toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().put("MONOPOD_JOIN_SECRET", TestGateway.JOIN_SECRET.value());
        var process = builder.start();
        processes.add(process);
        return process;
    }

    private static String firstLine(BufferedReader reader) throws IOException {
        return String.valueOf(reader.readLine());
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
