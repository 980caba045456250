package io.monopod.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A port that a program is about to listen on.
public final class ListenPort {
    /// Below the ephemeral ports (from 32768 on Linux, from 49152 on other systems, RFC 6335
    /// section 6): an outgoing connection of any process could take one of those before the program
    /// binds it.
    private static final int FIRST = 20_000;

    private static final int END = 30_000;

    private ListenPort() {}

    /// Binds the port and releases it. Old connections in TIME_WAIT do not prevent this, as they do
    /// not prevent the program from listening.
    ///
    /// @param port 0 for any free port, which always succeeds
    /// @throws IOException if the port cannot be bound
    public static void tryBind(String host, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        }
    }

    /// Checks that the port can be bound: if it is taken, Helidon logs a stack trace and continues
    /// without it.
    ///
    /// @param port 0 for any free port, which always succeeds
    /// @throws UncheckedIOException if it cannot be bound, with a message for the user
    public static void requireFree(String host, int port) {
        try {
            tryBind(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /// Loopback ports that are free now, for programs that must know their port before they start.
    ///
    /// @throws IOException if there are not that many free ports
    public static List<Integer> chooseFree(int count) throws IOException {
        var chosen = new ArrayList<Integer>();
        int start = ThreadLocalRandom.current().nextInt(END - FIRST);
        for (int i = 0; i < END - FIRST && chosen.size() < count; i++) {
            int port = FIRST + (start + i) % (END - FIRST);
            if (isFree(port)) {
                chosen.add(port);
            }
        }
        if (chosen.size() < count) {
            throw new IOException(
                    "no %d ports are free from %d to %d".formatted(count, FIRST, END - 1));
        }
        return chosen;
    }

    private static boolean isFree(int port) {
        try {
            tryBind("localhost", port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
