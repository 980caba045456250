package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.process.Await;
import io.monopod.benchmarks.process.ChildProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The backend and the proxies in front of it, all running at once; those that have nothing to do
/// take no time from the one that has. Ends them all when closed.
public final class Lab implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);

    private final Path dir;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<Proxy> proxies = new ArrayList<>();

    /// @param dir for configurations and logs
    public Lab(Path dir) {
        this.dir = dir;
    }

    /// Starts the backend, then the proxies of these names.
    public void start(List<String> names) throws IOException, InterruptedException {
        var reference = new Reference(dir, backend());
        var cores = Runtime.getRuntime().availableProcessors();
        for (var name : names) {
            switch (name) {
                case Proxy.HAPROXY -> add(reference.haproxy(cores));
                case Proxy.NGINX -> add(reference.nginx(cores));
                case Proxy.RAW -> add(reference.raw(cores));
                case Proxy.DIRECT -> add(Proxy.direct(reference.backendPort()));
                default -> throw new IllegalArgumentException("no such proxy: " + name);
            }
        }
    }

    /// In the order in which they were named.
    public List<Proxy> proxies() {
        return List.copyOf(proxies);
    }

    @Override
    public void close() {
        processes.reversed().forEach(ChildProcess::close);
    }

    private void add(Proxy proxy) {
        processes.addAll(proxy.processes());
        proxies.add(proxy);
    }

    private int backend() throws IOException, InterruptedException {
        var port = Await.freePort();
        var process =
                ChildProcess.start(
                        "backend",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                io.monopod.benchmarks.backend.Main.class.getName(),
                                "--port",
                                Integer.toString(port)),
                        dir.resolve("backend.log"));
        processes.add(process);
        Await.until(process, START, () -> process.hasSaid("READY"));
        return port;
    }
}
