package io.monopod.scenarios.local;

import io.monopod.process.ListenPort;

import java.io.IOException;

/// The ports of a gateway. They are chosen before it starts, so that instances can start at the
/// same time.
record GatewayPorts(int data, int control, int admin) {
    /// @param wanted the port for clients; 0 for a free one
    /// @throws IOException with a message for the user, if that port is taken
    static GatewayPorts choose(int wanted) throws IOException {
        var free = ListenPort.chooseFree(3);
        if (wanted != 0) {
            require(wanted);
        }
        return new GatewayPorts(wanted == 0 ? free.get(0) : wanted, free.get(1), free.get(2));
    }

    private static void require(int port) throws IOException {
        try {
            ListenPort.tryBind("localhost", port);
        } catch (IOException e) {
            throw new IOException("port " + port + " is taken: " + e.getMessage(), e);
        }
    }
}
