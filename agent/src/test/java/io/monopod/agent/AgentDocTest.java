package io.monopod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.ConfigReader;
import io.monopod.config.Reading;
import io.monopod.config.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The documentation lists every key with its actual default.
class AgentDocTest {
    private static final Path DOC = Path.of("..", "docs", "agent.md");

    @Test
    void exampleIsDefaultConfiguration(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("agent.yaml"), example()).toString();

        assertThat(AgentConfig.reader().read(List.of("--config", file), Map.of()))
                .isEqualTo(
                        new Reading.Ready<>(ConfigReader.defaults(AgentConfig.class), List.of()));
    }

    @Test
    void exampleListsEveryKey() throws IOException {
        var example = example();

        assertThat(keys())
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(example).containsPattern("(^|\\W)" + key + ":"));
    }

    private static String example() throws IOException {
        var text = Files.readString(DOC);
        int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
        return text.substring(begin, text.indexOf("```", begin));
    }

    private static List<String> keys() {
        return Arrays.stream(AgentConfig.class.getRecordComponents())
                .filter(
                        component ->
                                !component
                                        .getGenericType()
                                        .getTypeName()
                                        .contains(Secret.class.getName()))
                .map(component -> component.getName().replaceAll("([a-z])([A-Z])", "$1-$2"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}
