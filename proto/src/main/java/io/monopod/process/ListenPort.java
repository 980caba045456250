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
    /// Below those that systems give to outgoing connections (from 32768 on with Linux, from 49152
    /// on with others, RFC 6335 section 6): one of those can be free now and taken, by a client of
    /// anybody's, before the program is there.
    private static final int FIRST = 20_000;

    private static final int END = 30_000;

    private ListenPort() {}

    /// Takes it and gives it back. Connections of before that the system still remembers are not in
    /// the way, as they are not in the program's.
    ///
    /// @param port 0, which always can be had, for a free one
    /// @throws IOException if it cannot be had
    public static void tryBind(String host, int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        }
    }

    /// Tries whether it can be had: Helidon tells of a port that is taken by a stack trace in the
    /// log, and goes on without it.
    ///
    /// @param port 0, which always can be had, for a free one
    /// @throws UncheckedIOException if not, with a message for a person
    public static void requireFree(String host, int port) {
        try {
            tryBind(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /// Ports of loopback that are free now, for programs that are to be told which before they run.
    ///
    /// @throws IOException if there are not that many
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
