package io.monopod.gateway.proxy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The file descriptors that connections may take: those that the process may have, but for some
/// that the rest of it needs. If none were left, the listener could not accept, and would end for
/// good. Any thread may call it.
final class Descriptors {
    private static final System.Logger LOG = System.getLogger(Descriptors.class.getName());

    /// For jars, pollers, the other listeners, and the connections by which instances are bound.
    private static final int RESERVED = 500;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";

    private final AtomicInteger left;

    Descriptors(int count) {
        left = new AtomicInteger(count);
    }

    /// Of this process; where it is not known how many those are, without a bound.
    static Descriptors ofProcess() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(OPEN_FILES))
                    .map(line -> line.substring(OPEN_FILES.length()).strip().split(" ", 2)[0])
                    .filter(limit -> !limit.equals("unlimited"))
                    .map(limit -> new Descriptors(Math.max(1, Integer.parseInt(limit) - RESERVED)))
                    .findFirst()
                    .orElseGet(() -> new Descriptors(Integer.MAX_VALUE));
        } catch (IOException e) {
            return new Descriptors(Integer.MAX_VALUE); // no Linux
        }
    }

    /// Takes one, to be given back in any case.
    ///
    /// @return false if there was none left
    boolean take() {
        int before = left.getAndDecrement();
        if (before == 0) { // with the first that finds none
            LOG.log(Level.WARNING, "no file descriptor is left for another connection");
        }
        return before > 0;
    }

    void giveBack() {
        left.incrementAndGet();
    }
}
