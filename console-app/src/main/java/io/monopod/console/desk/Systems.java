package io.monopod.console.desk;

import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.system.SystemSpec;

import java.io.IOException;

/// Opens systems. Both may take seconds, and both fail with a message for a person.
public interface Systems {
    OpenSystem startLocal(SystemSpec spec, LocalListener listener)
            throws IOException, InterruptedException;

    /// Tries whether the gateway is there and lets this person in.
    OpenSystem connect(RemoteGateway remote) throws IOException, InterruptedException;
}
