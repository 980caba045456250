package io.monopod.scenarios.operate;

import io.monopod.contract.InstanceId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
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
final class UndrainCommand extends ActionCommand {
    @Parameters(paramLabel = "INSTANCE", description = "its id, as 'monopod instances' lists it")
    private String instance = "";

    UndrainCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    String id() {
        return instance;
    }

    @Override
    boolean isValid() {
        return InstanceId.isValid(instance);
    }

    @Override
    boolean act(AdminClient admin) throws IOException, InterruptedException {
        return admin.post("/instances/" + AdminClient.encoded(instance) + "/undrain");
    }

    @Override
    String done() {
        return "undrained";
    }

    @Override
    String meaning() {
        return "it takes new sessions again";
    }

    @Override
    String unknown() {
        return "no instance '%s' is registered; 'monopod instances' lists those that are"
                .formatted(instance);
    }
}
