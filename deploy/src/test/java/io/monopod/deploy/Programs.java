package io.monopod.deploy;

import io.monopod.agent.AgentConfig;
import io.monopod.config.Reading;
import io.monopod.gateway.config.GatewayConfig;
import io.monopod.myservice.MyServiceConfig;

import java.util.List;
import java.util.Map;

/// The programs' own configuration readers, which reject unknown keys.
final class Programs {
    private Programs() {}

    static GatewayConfig gateway(List<String> args, Map<String, String> environment) {
        return ready(GatewayConfig.reader().read(args, environment));
    }

    static MyServiceConfig instance(List<String> args, Map<String, String> environment) {
        return ready(MyServiceConfig.reader().read(args, environment));
    }

    static AgentConfig agent(List<String> args, Map<String, String> environment) {
        return ready(AgentConfig.reader().read(args, environment));
    }

    private static <T> T ready(Reading<T> reading) {
        return switch (reading) {
            case Reading.Ready<T>(var config, var notes) when notes.isEmpty() -> config;
            case Reading.Ready<T>(_, var notes) -> throw new AssertionError(notes);
            case Reading.Help<T>(var text) -> throw new AssertionError(text);
            case Reading.Wrong<T>(var line) -> throw new AssertionError(line);
        };
    }
}
