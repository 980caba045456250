package io.monopod.benchmarks.proxy;

import io.monopod.benchmarks.backend.SilentInstance;
import io.monopod.process.LocalEtcd;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A gateway with many instances, simulated by a few backends. Ends them all when closed.
public final class SessionLab implements AutoCloseable {
    /// Thousands of instances in one process cannot report every second.
    private static final List<String> RARE_REPORTS =
            List.of("--lease=5m", "--heartbeat-interval=1m");

    /// A leader places no new session before the first heartbeats after its election are due.
    private static final List<String> LESS_RARE_REPORTS =
            List.of("--lease=1m", "--heartbeat-interval=5s");

    /// Below the ephemeral ports, since this needs many of those.
    private static final int FIRST_PORT = 12_000;

    /// An instance listens, is called and is bound: three open files, and a process may have about
    /// twenty thousand at most.
    private static final int INSTANCES_A_BACKEND = 4_000;

    private final Gateway gateway;
    private final List<Backend> backends = new ArrayList<>();

    private final @Nullable LocalEtcd etcd;

    private SessionLab(Gateway gateway, @Nullable LocalEtcd etcd) {
        this.gateway = gateway;
        this.etcd = etcd;
    }

    /// Waits until all instances are registered.
    public static SessionLab start(Path dir, List<String> jvmFlags, int instances)
            throws IOException, InterruptedException {
        return fill(
                dir,
                instances,
                new SessionLab(Gateway.start(Proxy.GATEWAY, dir, jvmFlags, RARE_REPORTS), null));
    }

    /// The gateway shares its sessions by three members of etcd, and leads.
    public static SessionLab startSharing(Path dir, List<String> jvmFlags, int instances)
            throws IOException, InterruptedException {
        var etcd = new LocalEtcd(dir, 3);
        try {
            var flags =
                    Stream.concat(
                                    LESS_RARE_REPORTS.stream(),
                                    Gateway.sharing(etcd.endpoints()).stream())
                            .toList();
            var gateway = Gateway.start(Proxy.SHARED, dir, jvmFlags, flags);
            return fill(dir, instances, new SessionLab(gateway, etcd));
        } catch (IOException | InterruptedException e) {
            etcd.close();
            throw e;
        }
    }

    private static SessionLab fill(Path dir, int instances, SessionLab lab)
            throws IOException, InterruptedException {
        try {
            for (int done = 0; done < instances; done += INSTANCES_A_BACKEND) {
                lab.add(dir, Math.min(INSTANCES_A_BACKEND, instances - done));
            }
            return lab;
        } catch (IOException | InterruptedException e) {
            lab.close();
            throw e;
        }
    }

    /// One more instance, in this process.
    public SilentInstance addSilentInstance() throws IOException {
        return SilentInstance.join(gateway.controlPort(), gateway.joinSecret());
    }

    public Proxy gateway() {
        return gateway.proxy();
    }

    @Override
    public void close() {
        backends.forEach(backend -> backend.process().close());
        gateway.process().close();
        if (etcd != null) {
            etcd.close();
        }
    }

    private void add(Path dir, int instances) throws IOException, InterruptedException {
        var number = backends.size();
        var member = new Backend.Membership(gateway.controlPort(), gateway.joinSecret(), instances);
        var first = FIRST_PORT + number * INSTANCES_A_BACKEND;
        backends.add(Backend.start("backend-" + number, dir, first, Optional.of(member)));
    }
}
