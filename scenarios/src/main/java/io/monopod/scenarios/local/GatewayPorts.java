package io.monopod.scenarios.local;

import io.monopod.process.ListenPort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The ports of a gateway. They are chosen before it starts, so that instances can start at the
/// same time.
record GatewayPorts(int data, int control, int admin) {
    private static final int EACH = 3;

    /// @param wanted the first gateway's port for clients; 0 for a free one
    /// @throws IOException with a message for the user, if that port is taken
    static List<GatewayPorts> choose(int wanted, int gateways) throws IOException {
        var free = ListenPort.chooseFree(EACH * gateways);
        if (wanted != 0) {
            require(wanted);
        }
        var all = new ArrayList<GatewayPorts>();
        for (int i = 0; i < gateways; i++) {
            var own = free.subList(EACH * i, EACH * (i + 1));
            int data = wanted == 0 || i > 0 ? own.get(0) : wanted;
            all.add(new GatewayPorts(data, own.get(1), own.get(2)));
        }
        return all;
    }

    private static void require(int port) throws IOException {
        try {
            ListenPort.tryBind("localhost", port);
        } catch (IOException e) {
            throw new IOException("port " + port + " is taken: " + e.getMessage(), e);
        }
    }
}
