package io.monopod.scenarios.operate;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;

import java.util.Map;

/// Takes back a drain.
@Command(
        name = "undrain",
        description = {
            "Gives an instance that drains new sessions again. One that does not drain stays as it"
                    + " is.",
            "",
            "Exit code 1: no such instance is registered."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = AdminOptions.TOKEN_HELP)
final class UndrainCommand extends InstanceAction {
    UndrainCommand(Map<String, String> environment) {
        super(environment, "undrain");
    }

    @Override
    String done() {
        return "undrained";
    }

    @Override
    String meaning() {
        return "it takes new sessions again";
    }
}
