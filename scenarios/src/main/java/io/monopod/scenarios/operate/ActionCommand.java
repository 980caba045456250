package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;

/// Changes one session or instance.
abstract class ActionCommand implements Callable<Integer> {
    /// What the command asked about does not exist.
    static final int UNKNOWN = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private final AdminOptions options;

    ActionCommand(Map<String, String> environment) {
        this.options = new AdminOptions(environment);
    }

    /// What it acts on.
    abstract String id();

    /// Whether [#id] can be the id of anything.
    abstract boolean isValid();

    /// @return false if there is nothing of that id
    abstract boolean act(AdminClient admin) throws IOException, InterruptedException;

    /// What was done, as one word.
    abstract String done();

    /// For people, what that means.
    abstract String meaning();

    /// What to tell a user who named something unknown.
    abstract String unknown();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!isValid()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'"
                            + Words.visible(id(), true)
                            + "' is no id: 1 to 256 visible ASCII characters");
        }
        try (var admin = options.client()) {
            if (!act(admin)) {
                spec.commandLine().getErr().println("monopod: " + unknown());
                return UNKNOWN;
            }
            var json = JsonNodeFactory.instance.objectNode().put(done(), id());
            var text = "%s %s: %s".formatted(done(), id(), meaning());
            spec.commandLine().getOut().println(options.json() ? json : text);
            return 0;
        }
    }
}
