package io.monopod.scenarios.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;

class ScreenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();

    @Test
    void drawsEachPageOverTheOneBefore() throws Exception {
        try (var screen = new Screen(new PrintWriter(out), () -> 24)) {
            screen.show(snapshot(2));
            screen.show(snapshot(1));
        }

        assertThat(out.toString())
                .containsOnlyOnce("\u001b[2J")
                .contains("localhost:9090")
                .containsPattern("(?s)pod-1.*pod-2.*\u001b\\[H.*pod-1")
                .endsWith("\u001b[J\u001b[?7h\u001b[?25h\n");
        assertThat(out.toString().substring(out.toString().lastIndexOf("\u001b[H")))
                .doesNotContain("pod-2");
    }

    @Test
    void pageThatIsTooLongSaysHowMuchIsMissing() throws Exception {
        try (var screen = new Screen(new PrintWriter(out), () -> 8)) {
            screen.show(snapshot(20));
        }

        assertThat(out.toString().lines()).hasSize(8);
        assertThat(out.toString()).contains("pod-1 ", "... 19 more lines").doesNotContain("pod-2");
    }

    @Test
    void problemStandsAboveTheLastPage() throws Exception {
        try (var screen = new Screen(new PrintWriter(out), () -> 24)) {
            screen.show(snapshot(1));
            screen.problem("the gateway is away");
        }

        var last = out.toString().substring(out.toString().lastIndexOf("\u001b[H"));
        assertThat(last).contains("the gateway is away", "pod-1");
    }

    @Test
    void cellsAreWordsWithoutControlCharacters() {
        var table = new Table("A", "B", "C");
        table.row("", "two words", "two words\u001b[2J\u202e");

        assertThat(table.lines())
                .containsExactly("A  B          C", "-  two?words  two words?[2J?");
    }

    @Test
    void timesHaveTwoUnits() {
        assertThat(Words.time(Duration.ofSeconds(-3))).isEqualTo("0s");
        assertThat(Words.time(Duration.ofMillis(59_900))).isEqualTo("59s");
        assertThat(Words.time(Duration.ofSeconds(192))).isEqualTo("3m12s");
        assertThat(Words.time(Duration.ofMinutes(125))).isEqualTo("2h5m");
        assertThat(Words.time(Duration.ofHours(50))).isEqualTo("2d2h");
    }

    private static TopCommand.Snapshot snapshot(int instances) throws IOException {
        var list = new StringBuilder();
        for (int i = 1; i <= instances; i++) {
            list.append(list.isEmpty() ? "" : ",").append("{\"id\": \"pod-" + i + "\"}");
        }
        return new TopCommand.Snapshot(
                "localhost:9090",
                Instant.EPOCH,
                json("{\"clusters\": [{\"name\": \"myservice\"}]}"),
                json("{\"instances\": [" + list + "]}"),
                json("{\"queue\": []}"));
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
