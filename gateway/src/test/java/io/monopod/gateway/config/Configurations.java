package io.monopod.gateway.config;

import io.monopod.config.Reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads configurations like the gateway.
final class Configurations {
    private Configurations() {}

    static GatewayConfig ready(List<String> args, Map<String, String> environment) {
        return switch (GatewayConfig.reader().read(args, environment)) {
            case Reading.Ready<GatewayConfig>(var config, _) -> config;
            case Reading.Help<GatewayConfig>(var text) -> throw new AssertionError(text);
            case Reading.Wrong<GatewayConfig>(var line) -> throw new AssertionError(line);
        };
    }

    static String file(Path directory, String content) throws IOException {
        return Files.writeString(directory.resolve("gateway.yaml"), content).toString();
    }
}
