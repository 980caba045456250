package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.process.ChildProcess;
import io.monopod.process.LocalEtcd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The backend and the proxies in front of it, all running at once; idle ones take no CPU from the
/// measured one. Ends them all when closed.
public final class Lab implements AutoCloseable {
    private final Path dir;
    private final LabSetup setup;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<Proxy> proxies = new ArrayList<>();
    private @Nullable LocalEtcd etcd;

    /// @param dir for configurations and logs
    public Lab(Path dir, LabSetup setup) {
        this.dir = dir;
        this.setup = setup;
    }

    /// Starts the gateway if it is among `names`, the backend, then the other proxies.
    public void start(List<String> names) throws IOException, InterruptedException {
        var gateway = Optional.<Gateway>empty();
        if (names.contains(Proxy.GATEWAY)) {
            gateway = Optional.of(Gateway.start(Proxy.GATEWAY, dir, setup.gatewayJvm(), List.of()));
            gateway.ifPresent(started -> add(started.proxy()));
        }
        var backend = Backend.start(dir, gateway.map(Lab::oneInstance));
        processes.add(backend.process());
        var reference = new Reference(dir, backend.port());
        for (var name : names) {
            switch (name) {
                case Proxy.GATEWAY -> {}
                case Proxy.SHARED -> startSharing();
                case Proxy.HAPROXY -> add(reference.haproxy(setup.haproxyThreads()));
                case Proxy.NGINX -> add(reference.nginx(setup.nginxWorkers()));
                case Proxy.RAW -> add(reference.raw(setup.haproxyThreads()));
                case Proxy.DIRECT -> add(Proxy.direct(backend.port()));
                default -> throw new IllegalArgumentException("no such proxy: " + name);
            }
        }
    }

    /// A gateway with a store, and an instance of its own.
    private void startSharing() throws IOException, InterruptedException {
        var files = Files.createDirectory(dir.resolve(Proxy.SHARED));
        etcd = new LocalEtcd(files, 1);
        var gateway =
                Gateway.start(
                        Proxy.SHARED, files, setup.gatewayJvm(), Gateway.sharing(etcd.endpoints()));
        add(gateway.proxy());
        processes.add(Backend.start(files, Optional.of(oneInstance(gateway))).process());
    }

    public List<Proxy> proxies() {
        return List.copyOf(proxies);
    }

    @Override
    public void close() {
        processes.reversed().forEach(ChildProcess::close);
        if (etcd != null) {
            etcd.close();
        }
    }

    private void add(Proxy proxy) {
        processes.addAll(proxy.processes());
        proxies.add(proxy);
    }

    private static Backend.Membership oneInstance(Gateway gateway) {
        return new Backend.Membership(gateway.controlPort(), gateway.joinSecret(), 1);
    }
}
