package io.monopod.scenarios.operate;

import io.monopod.contract.InstanceId;
import io.monopod.scenarios.admin.AdminClient;

import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.Map;

/// Changes one instance.
abstract class InstanceAction extends ActionCommand {
    private final String verb;

    @Parameters(paramLabel = "INSTANCE", description = "its id, as 'monopod instances' lists it")
    private String instance = "";

    /// @param verb what is done, as the last part of the admin API's path
    InstanceAction(Map<String, String> environment, String verb) {
        super(environment);
        this.verb = verb;
    }

    @Override
    final String id() {
        return instance;
    }

    @Override
    final boolean isValid() {
        return InstanceId.isValid(instance);
    }

    @Override
    final boolean act(AdminClient admin) throws IOException, InterruptedException {
        return admin.post("/instances/" + AdminClient.encoded(instance) + "/" + verb);
    }

    @Override
    final String unknown() {
        return "no instance '%s' is registered; 'monopod instances' lists those that are"
                .formatted(instance);
    }
}
