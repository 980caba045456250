package io.monopod.scenarios.operate;

import io.monopod.contract.InstanceId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
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
final class DrainCommand extends ActionCommand {
    @Parameters(paramLabel = "INSTANCE", description = "its id, as 'monopod instances' lists it")
    private String instance = "";

    DrainCommand(Map<String, String> environment) {
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
        return admin.post("/instances/" + AdminClient.encoded(instance) + "/drain");
    }

    @Override
    String done() {
        return "drained";
    }

    @Override
    String meaning() {
        return "it takes no new session; one that it has goes on";
    }

    @Override
    String unknown() {
        return "no instance '%s' is registered; 'monopod instances' lists those that are"
                .formatted(instance);
    }
}
