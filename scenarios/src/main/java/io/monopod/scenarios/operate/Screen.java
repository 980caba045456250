package io.monopod.scenarios.operate;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/// `monopod top` on a terminal: each page is drawn over the one before, so that nothing flickers or
/// scrolls (control sequences of ECMA-48 and the DEC VT100).
final class Screen implements TopOutput {
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String STRONG = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    /// No cursor, and a line that is too long is cut instead of wrapped.
    private static final String BEGIN = "\u001b[2J\u001b[?25l\u001b[?7l";

    private static final String END = "\u001b[?7h\u001b[?25h";

    private static final int USUAL_HEIGHT = 24;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintWriter out;
    private final IntSupplier height;
    private List<String> shown = List.of();

    /// @param height the terminal's, in lines; it may change
    Screen(PrintWriter out, IntSupplier height) {
        this.out = out;
        this.height = height;
    }

    /// The height of this process's terminal, in lines.
    static int height() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int lines = Integer.parseInt(size.strip().split(" ", 2)[0]);
            return lines > 0 ? lines : USUAL_HEIGHT;
        } catch (IOException | NumberFormatException e) {
            return USUAL_HEIGHT;
        }
    }

    @Override
    public void show(TopCommand.Snapshot snapshot) {
        var page = new ArrayList<String>();
        var time = CLOCK.format(snapshot.at().atZone(ZoneId.systemDefault()));
        page.add("monopod top  " + snapshot.gateway() + "  " + time);
        page.add("");
        add(page, Tables.clusters(snapshot.clusters()));
        page.add("");
        if (!snapshot.queue().path("queue").isEmpty()) {
            add(page, Tables.queue(snapshot.queue(), snapshot.at()));
            page.add("");
        }
        add(page, Tables.instances(snapshot.instances(), snapshot.at()));
        draw(page);
    }

    private static void add(List<String> page, Table table) {
        var lines = table.lines();
        page.add(STRONG + lines.getFirst() + PLAIN);
        page.addAll(lines.subList(1, lines.size()));
    }

    /// The last page stays, under the problem.
    @Override
    public void problem(String text) {
        var page = new ArrayList<>(shown);
        page.set(0, STRONG + text + PLAIN);
        draw(page);
    }

    private void draw(List<String> page) {
        if (shown.isEmpty()) {
            out.print(BEGIN);
        }
        shown = page;
        int lines = Math.max(2, height.getAsInt());
        boolean fits = page.size() <= lines;
        var text = new StringBuilder(HOME);
        text.append(String.join(CLEAR_LINE + "\n", fits ? page : page.subList(0, lines - 1)));
        if (!fits) {
            text.append(CLEAR_LINE + "\n... ")
                    .append(page.size() - lines + 1)
                    .append(" more lines");
        }
        out.print(text.append(CLEAR_LINE + CLEAR_BELOW));
        out.flush();
    }

    @Override
    public void close() {
        if (!shown.isEmpty()) {
            out.println(END);
            out.flush();
        }
    }
}
