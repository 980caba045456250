package io.monopod.console;

import io.monopod.console.desk.OpenSystem;
import io.monopod.console.desk.RemoteGateway;
import io.monopod.console.desk.Systems;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.SystemSpec;

import java.io.IOException;

/// Nothing can be opened.
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
