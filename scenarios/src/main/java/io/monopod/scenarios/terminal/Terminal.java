package io.monopod.scenarios.terminal;

import io.monopod.scenarios.event.Verdict;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// The program's output. Only a terminal gets colours and a status line that is overwritten. In a
/// pipe every line stays, so a status is printed only after a while without output. Its lock keeps
/// lines whole.
public final class Terminal {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final boolean live;
    private final boolean coloured;
    private boolean statusShown;
    private long lastLine;

    /// @param nanoTime the monotonic clock
    public Terminal(PrintStream out, boolean live, boolean coloured, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
        this.live = live;
        this.coloured = coloured;
    }

    /// Standard output: coloured on a terminal unless `NO_COLOR` is set (https://no-color.org).
    // JDK 25 returns null again where there is no terminal (JDK-8351435), contrary to the warning.
    @SuppressWarnings("SystemConsoleNull")
    public static Terminal ofProcess(PrintStream out, Map<String, String> environment) {
        boolean live = System.console() != null;
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean coloured = live && wanted && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, live, coloured, System::nanoTime);
    }

    /// Whether a status line can be shown.
    boolean isLive() {
        return live;
    }

    /// Whether it can show characters beyond ASCII.
    boolean isUnicode() {
        return out.charset().equals(StandardCharsets.UTF_8);
    }

    public synchronized void line(String text) {
        clearStatus();
        out.println(text);
        out.flush();
        lastLine = nanoTime.getAsLong();
    }

    /// Shows the progress of something slow, on a line that the next line overwrites.
    public synchronized void status(String text) {
        if (live) {
            out.print(CLEAR_LINE + text);
            out.flush();
            statusShown = true;
        } else if (nanoTime.getAsLong() - lastLine > QUIET_NANOS) {
            line(text);
        }
    }

    public synchronized void clearStatus() {
        if (statusShown) {
            out.print(CLEAR_LINE);
            out.flush();
            statusShown = false;
        }
    }

    public String paint(Colour colour, String text) {
        return coloured ? colour.on + text + "\u001b[0m" : text;
    }

    /// The basic colours of every terminal, whose theme decides how they look.
    public enum Colour {
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

        static Colour of(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> GOOD;
                case SKIPPED -> WARN;
                case FAILED, BROKEN -> BAD;
                case FINISHED, STOPPED -> QUIET;
            };
        }
    }
}
