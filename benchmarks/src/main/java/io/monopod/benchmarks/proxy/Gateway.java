package io.monopod.benchmarks.proxy;

import static java.util.stream.Collectors.joining;

import io.monopod.benchmarks.process.Await;
import io.monopod.benchmarks.process.ChildProcess;
import io.monopod.config.HostPort;
import io.monopod.config.PrivateFile;
import io.monopod.process.ListenPort;
import io.monopod.scenarios.local.files.Installation;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The gateway as users run it: the real program, which checks tokens and sends every call to its
/// session's instance.
///
/// @param process listens for clients on `port`
/// @param controlPort where instances register
/// @param joinSecret the file with the join secret
public record Gateway(
        ChildProcess process, int port, int controlPort, Path joinSecret, String command) {
    private static final Duration START = Duration.ofSeconds(20);

    /// @param name in the results
    /// @param dir for its files
    /// @param jvmFlags flags of its JVM
    /// @param flags of the gateway itself, beyond those for free ports
    static Gateway start(String name, Path dir, List<String> jvmFlags, List<String> flags)
            throws IOException, InterruptedException {
        var ports = ListenPort.chooseFree(2);
        int port = ports.getFirst();
        int controlPort = ports.getLast();
        var joinSecret = dir.resolve("join-secret");
        Files.deleteIfExists(joinSecret);
        PrivateFile.create(joinSecret, new BigInteger(256, new SecureRandom()).toString(36));
        var own = new ArrayList<>(flags);
        own.addAll(
                List.of(
                        "--data-port=" + port,
                        "--control-port=" + controlPort,
                        "--admin-port=0",
                        "--start-grace=0s",
                        "--join-secret-file=" + joinSecret,
                        "--demo"));
        var command = new ArrayList<>(List.of(Java.executable()));
        command.addAll(jvmFlags);
        command.addAll(List.of("-jar", Installation.find().gateway().toString()));
        command.addAll(own);
        var process = ChildProcess.start(name, command, dir.resolve("gateway.log"));
        Await.orClose(process, START, () -> Await.accepts(port) && Await.accepts(controlPort));
        return new Gateway(process, port, controlPort, joinSecret, shown(jvmFlags, own, dir));
    }

    /// The flags of a gateway that shares its sessions by these members.
    static List<String> sharing(List<HostPort> members) {
        var endpoints = members.stream().map(HostPort::toString).collect(joining(","));
        return List.of("--store-type=etcd", "--store-endpoints=" + endpoints);
    }

    /// The JVM flags of the image and the systemd units.
    public static List<String> imageFlags() throws IOException {
        var flags = Path.of("..", "..", "..", "deploy", "image", "gateway.jvm");
        return Files.readAllLines(Installation.find().gateway().resolve(flags).normalize());
    }

    Proxy proxy() {
        return Proxy.of(process, port, command);
    }

    private static String shown(List<String> jvmFlags, List<String> flags, Path dir) {
        return "java %s -jar monopod-gateway.jar %s"
                .formatted(String.join(" ", jvmFlags), String.join(" ", flags))
                .replace(dir.toString(), "DIR");
    }
}
