package io.monopod.scenarios.operate;

import picocli.CommandLine;

import java.util.List;
import java.util.Map;

/// The commands for operators.
public final class OperatorCommands {
    private OperatorCommands() {}

    /// Adds them to the command line.
    ///
    /// @param environment may have the token of the admin API, or name its file
    public static void addTo(CommandLine commands, Map<String, String> environment) {
        List.of(
                        new SessionsCommand(environment),
                        new InstancesCommand(environment),
                        new QueueCommand(environment),
                        new WhyCommand(environment),
                        new EndCommand(environment),
                        new DrainCommand(environment),
                        new UndrainCommand(environment),
                        new EventsCommand(environment),
                        new TopCommand(environment))
                .forEach(commands::addSubcommand);
    }
}
