package io.monopod.gateway.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.monopod.process.LocalEtcd;

/// What tests with real members need.
public final class RealEtcd {
    private RealEtcd() {}

    /// Skips the tests without etcd, but in CI fails them.
    public static void require() {
        boolean there = LocalEtcd.isInstalled();
        assertThat(there || System.getenv("CI") == null)
                .as("etcd is on the PATH (Debian: etcd-server)")
                .isTrue();
        assumeTrue(there, "etcd is not installed (Debian: etcd-server)");
    }
}
