package io.monopod.agent.process;

import io.monopod.process.ListenPort;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Free loopback ports, each for one process. Thread-safe.
public final class LoopbackPorts {
    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

    /// @throws IOException if none is free
    public int take() throws IOException {
        int port;
        do {
            port = ListenPort.chooseFree(1).getFirst();
        } while (!taken.add(port));
        return port;
    }

    public void giveBack(int port) {
        taken.remove(port);
    }
}
