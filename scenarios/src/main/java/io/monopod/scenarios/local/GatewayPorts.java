package io.monopod.scenarios.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// The ports of a gateway, known before it runs, so that instances can be started beside it.
record GatewayPorts(int data, int control, int admin) {
    /// @param wanted for clients; 0 for a free one
    /// @throws IOException with a message for a person, if the wanted one is taken
    static GatewayPorts choose(int wanted) throws IOException {
        // All three are held until the last is known, so that they differ.
        try (ServerSocket data = bind(wanted);
                ServerSocket control = bind(0);
                ServerSocket admin = bind(0)) {
            return new GatewayPorts(
                    data.getLocalPort(), control.getLocalPort(), admin.getLocalPort());
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw new IOException("port " + port + " is taken: " + e.getMessage(), e);
        }
    }
}
