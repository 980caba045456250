package io.monopod.scenarios.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The programs' command lines: the one place that knows their flags.
///
/// Both are told `--exit-with-stdin`: they exit when their standard input closes, so that they do
/// not outlive a parent that was killed. The join secret is not here: a command line can be read by
/// every user of the machine.
record CommandLines(LocalSetup setup, GatewayPorts ports, PrivateFiles files) {
    /// Where both read the join secret.
    static final String JOIN_SECRET_VARIABLE = "MONOPOD_JOIN_SECRET";

    private static final String HOST = "localhost";

    /// Start-up counts here, and throughput does not: the first compiler only, the smallest
    /// collector, no method handles for what is reflected upon once.
    private static final List<String> FAST_START =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.reflect.useNativeAccessorOnly=true",
                    "--sun-misc-unsafe-memory-access=allow");

    List<String> gateway() throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--data-host",
                                HOST,
                                "--data-port",
                                Integer.toString(ports.data()),
                                "--control-host",
                                HOST,
                                "--control-port",
                                Integer.toString(ports.control()),
                                "--admin-host",
                                HOST,
                                "--admin-port",
                                Integer.toString(ports.admin()),
                                "--policy",
                                setup.spec().policy().word(),
                                "--auth-key-file",
                                files.signingKey().toString(),
                                "--auth-users-file",
                                files.users().toString(),
                                "--demo",
                                "--exit-with-stdin"));
        setup.spec()
                .gatewaySettings()
                .forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        return java(setup.installation().gateway(), "-Xmx512m", arguments);
    }

    List<String> instance(String name) throws IOException {
        return java(
                setup.installation().instance(),
                "-Xmx256m",
                List.of(
                        "--name",
                        name,
                        "--host",
                        HOST,
                        "--port",
                        "0",
                        "--gateway",
                        HOST + ":" + ports.control(),
                        "--after-session",
                        setup.spec().afterSession().word(),
                        "--subscribe-interval",
                        millis(setup.spec().subscribeInterval()),
                        "--exit-with-stdin"));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private List<String> java(Path jar, String heap, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(setup.installation().java().toString());
        command.addAll(FAST_START);
        command.addAll(setup.cache().flags(jar));
        command.add(heap);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        return command;
    }
}
