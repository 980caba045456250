package io.monopod.console;

import io.monopod.console.service.system.OpenSystem;
import io.monopod.console.service.system.RemoteGateway;
import io.monopod.console.service.system.Systems;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.SystemSpec;

import java.io.IOException;

/// Opening any system fails.
final class NoSystems implements Systems {
    @Override
    public OpenSystem startLocal(SystemSpec spec, LocalListener listener) throws IOException {
        throw new IOException("none here");
    }

    @Override
    public OpenSystem connect(RemoteGateway remote) throws IOException {
        throw new IOException("none here");
    }
}
