package io.monopod.scenarios.local;

import io.monopod.config.HostPort;
import io.monopod.process.LocalEtcd;
import io.monopod.scenarios.system.StoreControl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The store of a local system: none for one gateway, an etcd cluster for several.
final class LocalStore implements StoreControl, AutoCloseable {
    private volatile @Nullable LocalEtcd etcd;

    /// Starts it. The gateways wait until it answers.
    ///
    /// @param data a directory that only its owner can enter
    /// @throws IOException with a message for the user, if there is no etcd on this machine
    void start(Path data, Path logs, int members) throws IOException {
        if (!LocalEtcd.isInstalled()) {
            throw new IOException(LocalSystem.NO_ETCD);
        }
        etcd = new LocalEtcd(data, logs, members);
    }

    boolean isStarted() {
        return etcd != null;
    }

    /// Where the members answer gateways; empty if there is none.
    List<HostPort> endpoints() {
        LocalEtcd started = etcd;
        return started == null ? List.of() : started.endpoints();
    }

    @Override
    public int members() {
        return endpoints().size();
    }

    @Override
    public void kill(int member) {
        running().kill(member);
    }

    @Override
    public void start(int member) {
        running().startAgain(member);
    }

    @Override
    public void pause(int member) throws IOException, InterruptedException {
        running().signal(member, "STOP");
    }

    @Override
    public void resume(int member) throws IOException, InterruptedException {
        running().signal(member, "CONT");
    }

    private LocalEtcd running() {
        LocalEtcd started = etcd;
        if (started == null) {
            throw new IllegalArgumentException("one gateway has no store");
        }
        return started;
    }

    @Override
    public void close() {
        LocalEtcd started = etcd;
        if (started != null) {
            started.close();
        }
    }
}
