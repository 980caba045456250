package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.process.Await;
import io.monopod.benchmarks.process.ChildProcess;
import io.monopod.process.ListenPort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A backend process.
///
/// @param port the first one, if it simulates several instances
record Backend(ChildProcess process, int port) {
    private static final Duration START = Duration.ofSeconds(60);

    /// The settings to simulate instances.
    ///
    /// @param controlPort of the gateway
    record Membership(int controlPort, Path joinSecret, int instances) {}

    /// Waits until it listens and its instances, if any, are registered.
    static Backend start(Path dir, Optional<Membership> membership)
            throws IOException, InterruptedException {
        return start("backend", dir, ListenPort.chooseFree(1).getFirst(), membership);
    }

    /// @param name of this backend, if there are several
    static Backend start(String name, Path dir, int port, Optional<Membership> membership)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Java.executable(),
                                "-XX:+UseSerialGC",
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                io.monopod.benchmarks.backend.Main.class.getName(),
                                "--port=" + port));
        membership.ifPresent(member -> command.addAll(flags(member)));
        var process = ChildProcess.start(name, command, dir.resolve(name + ".log"));
        Await.orClose(process, START, () -> process.hasSaid("READY"));
        return new Backend(process, port);
    }

    private static List<String> flags(Membership member) {
        return List.of(
                "--register=127.0.0.1:" + member.controlPort(),
                "--join-secret-file=" + member.joinSecret(),
                "--instances=" + member.instances());
    }
}
