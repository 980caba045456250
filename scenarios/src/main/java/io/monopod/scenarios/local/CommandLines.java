package io.monopod.scenarios.local;

import io.monopod.config.HostPort;
import io.monopod.scenarios.local.files.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs' command lines: the only place that knows their flags.
///
/// All get `--exit-with-stdin`: they exit when their standard input closes, so that they do not
/// outlive a killed parent. The join secret is not passed here, because every user of the machine
/// can read command lines.
record CommandLines(
        LocalSetup setup, List<GatewayPorts> gateways, LocalStore store, PrivateFiles files) {
    /// The variable from which all read the join secret.
    static final String JOIN_SECRET_VARIABLE = "MONOPOD_JOIN_SECRET";

    private static final String HOST = "localhost";

    /// Start-up time matters here and throughput does not: only the first compiler, the smallest
    /// collector, and no method handles for one-time reflection.
    private static final List<String> FAST_START =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Djdk.reflect.useNativeAccessorOnly=true",
                    "--sun-misc-unsafe-memory-access=allow");

    List<String> gateway(GatewayPorts ports) throws IOException {
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
                                "--admin-token-file",
                                Gateways.tokenFile(ports).toString(),
                                "--policy",
                                setup.spec().policy().word(),
                                "--auth-key-file",
                                files.signingKey().toString(),
                                "--auth-users-file",
                                files.users().toString(),
                                "--demo",
                                "--exit-with-stdin"));
        if (store.isStarted()) {
            String members = joined(store.endpoints().stream().map(HostPort::toString));
            arguments.addAll(List.of("--store-type", "etcd", "--store-endpoints", members));
        }
        if (setup.backend().isPresent()) {
            Files.writeString(files.routing(), setup.backend().get().routing());
            arguments.addAll(List.of("--config", files.routing().toString()));
        }
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
                        controls(),
                        "--after-session",
                        setup.spec().afterSession().word(),
                        "--subscribe-interval",
                        millis(setup.spec().subscribeInterval()),
                        "--exit-with-stdin"));
    }

    /// The agent before the user's own server. It waits for the gateway for as long as that may
    /// start, and is gone before it would be killed.
    List<String> agent(Backend backend) throws IOException {
        Path jar = setup.installation().agent();
        if (!Files.isRegularFile(jar)) {
            throw new IOException(
                    "no built agent at " + jar + ": './monopod agent --help' builds it");
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--name",
                                LocalEvent.AGENT,
                                "--host",
                                HOST,
                                "--gateway",
                                controls(),
                                "--gateway-timeout",
                                "60s",
                                "--drain-time",
                                "1s",
                                "--kill-grace",
                                "1s",
                                "--cluster",
                                Backend.CLUSTER,
                                "--slots",
                                Integer.toString(setup.spec().instances()),
                                "--exit-with-stdin"));
        arguments.addAll(backend.agentArguments());
        return java(jar, "-Xmx256m", arguments);
    }

    /// The addresses at which instances register.
    private String controls() {
        return joined(gateways.stream().map(each -> HOST + ":" + each.control()));
    }

    private static String joined(Stream<String> addresses) {
        return addresses.collect(Collectors.joining(","));
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
