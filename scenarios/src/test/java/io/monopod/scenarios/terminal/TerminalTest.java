package io.monopod.scenarios.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class TerminalTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private final AtomicLong now = new AtomicLong();

    @Test
    void pipeGetsProgressAfterSilence() {
        Terminal pipe = new Terminal(out, false, false, now::get);

        pipe.status("one");
        now.addAndGet(Duration.ofSeconds(3).toNanos());
        pipe.status("two");
        pipe.status("three");

        assertThat(written()).isEqualTo("two" + System.lineSeparator());
    }

    @Test
    void pipeGetsPlainLinesOnly() {
        Terminal pipe = new Terminal(out, false, false, now::get);

        pipe.status("working");
        pipe.line(pipe.paint(Terminal.Colour.GOOD, "done"));

        assertThat(written()).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void statusLineIsOverwritten() {
        Terminal terminal = new Terminal(out, true, false, now::get);

        terminal.status("one");
        terminal.status("two");
        terminal.line("done");

        assertThat(written())
                .isEqualTo("\r\u001b[2Kone\r\u001b[2Ktwo\r\u001b[2Kdone" + System.lineSeparator());
    }

    @Test
    void foreignTextCannotControlTheTerminal() {
        assertThat(Visible.text("a\u001b[2J\r\nb")).isEqualTo("a?[2J??b");
        assertThat(Visible.text("x".repeat(10_000))).hasSize(203);
    }

    @Test
    void linesAreBrokenAtSpaces() {
        assertThat(Wrapped.lines("one two three four", 12, "  ").lines())
                .containsExactly("  one two", "  three four");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
