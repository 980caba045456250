package io.monopod.scenarios.operate;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;

import java.util.Map;

/// Drains an instance.
@Command(
        name = "drain",
        description = {
            "Gives an instance no new session, for as long as its process and the gateway live. A"
                    + " session that it has goes on.",
            "",
            "Exit code 1: no such instance is registered."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = AdminOptions.TOKEN_HELP)
final class DrainCommand extends InstanceAction {
    DrainCommand(Map<String, String> environment) {
        super(environment, "drain");
    }

    @Override
    String done() {
        return "drained";
    }

    @Override
    String meaning() {
        return "it takes no new session; one that it has goes on";
    }
}
