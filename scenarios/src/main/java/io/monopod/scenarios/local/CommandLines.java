package io.monopod.scenarios.local;

import io.monopod.scenarios.system.SystemSpec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The programs' command lines: the one place that knows their flags.
///
/// Both are told `--exit-with-stdin`: they exit when their standard input closes, so that they do
/// not outlive a parent that was killed. The join secret is not here: a command line can be read by
/// every user of the machine.
record CommandLines(
        Installation installation, SystemSpec spec, GatewayPorts ports, PrivateFiles files) {
    /// Where both read the join secret.
    static final String JOIN_SECRET_VARIABLE = "MONOPOD_JOIN_SECRET";

    private static final String HOST = "localhost";

    /// Start-up counts here, and throughput does not: the first compiler only, the smallest
    /// collector, the archive of the JDK's own classes.
    private static final List<String> FAST_START =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--sun-misc-unsafe-memory-access=allow");

    List<String> gateway() {
        return java(
                installation.gateway(),
                "-Xmx512m",
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
                        spec.policy().word(),
                        "--auth-key-file",
                        files.signingKey().toString(),
                        "--auth-users-file",
                        files.users().toString(),
                        "--demo",
                        "--exit-with-stdin"));
    }

    List<String> instance(String name) {
        return java(
                installation.instance(),
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
                        spec.afterSession().word(),
                        "--subscribe-interval",
                        millis(spec.subscribeInterval()),
                        "--exit-with-stdin"));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private List<String> java(Path jar, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(installation.java().toString());
        command.addAll(FAST_START);
        command.add(heap);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(arguments);
        return command;
    }
}
