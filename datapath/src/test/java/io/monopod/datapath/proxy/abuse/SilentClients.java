package io.monopod.datapath.proxy.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// A process of its own, because one process has too few file descriptors for both ends. It opens
/// connections, prints their number, and sends nothing until its input ends.
final class SilentClients {
    private SilentClients() {}

    /// @param arguments port and number of connections
    static void main(String[] arguments) throws IOException {
        var address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        List<SocketChannel> channels = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            channels.add(SocketChannel.open(address));
        }
        System.out.println("connected " + channels.size());
        while (System.in.read() >= 0) {
            // waits for the end of the input
        }
    }
}
