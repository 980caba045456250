package io.monopod.console.service.system;

import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.SystemSpec;

import java.io.IOException;

/// Opens systems. Both methods may take seconds, and fail with a message for the user: an
/// [IllegalArgumentException] if what the user has given cannot be used.
public interface Systems {
    OpenSystem startLocal(SystemSpec spec, LocalListener listener)
            throws IOException, InterruptedException;

    /// Checks that the gateway answers and accepts the login.
    OpenSystem connect(RemoteGateway remote) throws IOException, InterruptedException;
}
