package io.monopod.process;

import io.monopod.config.HostPort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An etcd cluster of this process's own, on loopback: for local systems and tests. Needs the
/// program `etcd` (Debian: etcd-server). A member is up when it answers a client. If this process
/// is killed, its members are, too. Not for use by several threads, except for different members.
public final class LocalEtcd implements AutoCloseable {
    private final Path data;
    private final Path logs;
    private final List<String> peers;
    private final List<Integer> ports;
    private final List<Member> members = new ArrayList<>();
    private final List<String> options;

    /// A member's process, and one that kills it when this process is gone.
    private record Member(Process process, Process guard) {
        void kill() {
            process.destroyForcibly().onExit().join();
            guard.destroyForcibly();
        }
    }

    /// @param directory for data and logs
    /// @param options of each member, besides those that make it one; with `--cert-file` its
    ///   clients speak TLS
    public LocalEtcd(Path directory, int size, String... options) throws IOException {
        this(directory, directory, size, options);
    }

    /// @param data a directory that only its owner can enter: the store holds a signing key
    /// @param logs gets a file for each member
    public LocalEtcd(Path data, Path logs, int size, String... options) throws IOException {
        this.data = data;
        this.logs = logs;
        this.options = List.of(options);
        var free = ListenPort.chooseFree(2 * size);
        this.ports = free.subList(0, size);
        this.peers =
                free.subList(size, 2 * size).stream().map(port -> "127.0.0.1:" + port).toList();
        for (int i = 0; i < size; i++) {
            members.add(start(i));
        }
    }

    private Member start(int i) {
        var cluster =
                IntStream.range(0, peers.size())
                        .mapToObj(j -> "m" + j + "=http://" + peers.get(j))
                        .collect(Collectors.joining(","));
        boolean tls = options.stream().anyMatch(option -> option.startsWith("--cert-file="));
        var client = (tls ? "https" : "http") + "://127.0.0.1:" + ports.get(i);
        var command =
                new ArrayList<>(
                        List.of(
                                "etcd",
                                "--name=m" + i,
                                "--data-dir=" + data.resolve("m" + i),
                                "--listen-client-urls=" + client,
                                "--advertise-client-urls=" + client,
                                "--listen-peer-urls=http://" + peers.get(i),
                                "--initial-advertise-peer-urls=http://" + peers.get(i),
                                "--initial-cluster=" + cluster,
                                "--initial-cluster-state=new"));
        command.addAll(options);
        var log = logs.resolve("etcd-" + i + ".log").toFile();
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                            .start();
            return new Member(process, guard(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its standard input closes when this process is gone.
    private static Process guard(Process member) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r _; kill -9 " + member.pid())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Whether the program is on the PATH.
    public static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcd")));
    }

    /// How many members it has.
    public int size() {
        return members.size();
    }

    /// Where the members answer clients.
    public List<HostPort> endpoints() {
        return ports.stream().map(port -> new HostPort("127.0.0.1", port)).toList();
    }

    /// Kills a member; returns when it is gone.
    public void kill(int i) {
        members.get(i).kill();
    }

    public void killAll() {
        for (int i = 0; i < members.size(); i++) {
            kill(i);
        }
    }

    /// Starts a member that was killed, with its data.
    public void startAgain(int i) {
        members.set(i, start(i));
    }

    /// Sends a member a signal.
    ///
    /// @param signal as kill(1) knows it
    public void signal(int i, String signal) throws IOException, InterruptedException {
        var pid = Long.toString(members.get(i).process().pid());
        new ProcessBuilder("kill", "-" + signal, pid).start().waitFor(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        killAll();
    }
}
