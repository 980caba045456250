package io.monopod.datapath.budget;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The file descriptors for connections: the limit of the process minus a reserve for everything
/// else. Without a free descriptor the listener could not accept, and would end for good. Safe for
/// use by many threads.
public final class Descriptors {
    private static final System.Logger LOG = System.getLogger(Descriptors.class.getName());

    /// The reserve, for jars, pollers, other listeners, and the connections for binds.
    private static final int RESERVED = 500;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String OPEN_FILES = "Max open files";

    private final int count;
    private final AtomicInteger left;

    Descriptors(int count) {
        this.count = count;
        left = new AtomicInteger(count);
    }

    /// The descriptors of this process; unlimited if their number is unknown.
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
            return new Descriptors(Integer.MAX_VALUE); // not Linux
        }
    }

    /// The number at the start.
    int count() {
        return count;
    }

    /// Takes a descriptor. The caller must give it back.
    ///
    /// @return false if none was free
    public boolean take() {
        int before = left.getAndDecrement();
        if (before == 0) { // only the first failure logs
            LOG.log(Level.WARNING, "no file descriptor is left for another connection");
        }
        return before > 0;
    }

    public void giveBack() {
        left.incrementAndGet();
    }
}
