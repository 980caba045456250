package io.monopod.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.config.Key;
import io.monopod.config.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The documentation shows every key with its actual default.
class ConfigurationDocTest {
    private static final Path DOC = Path.of("..", "docs", "configuration.md");

    @Test
    void exampleIsTheDefaultConfiguration(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("gateway.yaml"), example()).toString();

        var reading = GatewayConfig.reader().read(List.of("--config", file), Map.of());

        assertThat(reading).isInstanceOf(Reading.Ready.class);
        var config = ((Reading.Ready<GatewayConfig>) reading).config();
        var defaults = GatewayConfig.defaults();
        assertThat(config.routing().table().routes())
                .isEqualTo(defaults.routing().table().routes());
        assertThat(config)
                .usingRecursiveComparison()
                .ignoringFields("clusters", "routes")
                .isEqualTo(defaults);
    }

    @Test
    void exampleNamesEveryKey() throws IOException {
        var example = example();

        assertThat(keys(GatewayConfig.class))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(example).containsPattern("(^|\\W)" + key + ":"));
    }

    private static String example() throws IOException {
        var text = Files.readString(DOC);
        int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
        return text.substring(begin, text.indexOf("```", begin));
    }

    private static List<String> keys(Class<?> type) {
        var keys = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            if (component.getType() != Optional.class
                    || !component.getGenericType().getTypeName().contains("Secret")) {
                keys.add(name(component));
            }
            nested(component).forEach(inner -> keys.addAll(keys(inner)));
        }
        return keys;
    }

    private static List<Class<?>> nested(RecordComponent component) {
        var types = new ArrayList<Class<?>>(List.of(component.getType()));
        if (component.getGenericType() instanceof ParameterizedType generic) {
            for (var argument : generic.getActualTypeArguments()) {
                types.add((Class<?>) argument);
            }
        }
        types.removeIf(
                type ->
                        !type.isRecord()
                                || Arrays.stream(type.getRecordComponents())
                                        .noneMatch(c -> c.isAnnotationPresent(Key.class)));
        return types;
    }

    private static String name(RecordComponent component) {
        return component
                .getName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }
}
