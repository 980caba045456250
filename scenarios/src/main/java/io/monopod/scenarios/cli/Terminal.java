package io.monopod.scenarios.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// Where the account of a run is written. With colour, and a status line that is written over, on a
/// terminal only; in a pipe every line is there to stay, and a status is worth one only when
/// nothing was said for a while. Its lock keeps lines whole.
final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final boolean live;
    private final boolean coloured;
    private boolean statusShown;
    private long lastLine;

    /// @param nanoTime the time, by the monotonic clock
    Terminal(PrintStream out, boolean live, boolean coloured, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
        this.live = live;
        this.coloured = coloured;
    }

    /// Standard output, as it is: coloured unless `NO_COLOR` is set (https://no-color.org).
    // JDK 25 went back to null where there is no terminal (JDK-8351435), unlike what is warned of.
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofProcess(PrintStream out, Map<String, String> environment) {
        boolean live = System.console() != null;
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean coloured = live && wanted && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, live, coloured, System::nanoTime);
    }

    /// Whether a status line can be shown.
    boolean isLive() {
        return live;
    }

    /// Whether it can show more than ASCII.
    boolean isUnicode() {
        return out.charset().equals(StandardCharsets.UTF_8);
    }

    synchronized void line(String text) {
        clearStatus();
        out.println(text);
        out.flush();
        lastLine = nanoTime.getAsLong();
    }

    /// Says how far something is that takes a while: on a line that the next one takes the place
    /// of.
    synchronized void status(String text) {
        if (live) {
            out.print(CLEAR_LINE + text);
            out.flush();
            statusShown = true;
        } else if (nanoTime.getAsLong() - lastLine > QUIET_NANOS) {
            line(text);
        }
    }

    synchronized void clearStatus() {
        if (statusShown) {
            out.print(CLEAR_LINE);
            out.flush();
            statusShown = false;
        }
    }

    String paint(Colour colour, String text) {
        return coloured ? colour.on + text + "\u001b[0m" : text;
    }

    /// The few colours that every terminal has, so that its own theme decides how they look.
    enum Colour {
        STRONG("\u001b[1m"),
        QUIET("\u001b[2m"),
        GOOD("\u001b[32m"),
        WARN("\u001b[33m"),
        BAD("\u001b[31m"),
        DENIED("\u001b[35m");

        private final String on;

        Colour(String on) {
            this.on = on;
        }
    }
}
