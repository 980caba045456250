package io.monopod.agent;

import io.monopod.agent.process.Child;
import io.monopod.agent.process.CommandLine;
import io.monopod.contract.InstanceId;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The user's own commands around each process, for volumes and the like. They get the process's
/// environment, may take as long as it may take to be ready, and write to the log.
final class Hooks {
    private static final Logger LOG = System.getLogger(Hooks.class.getName());

    private final AgentParts agent;
    private final InstanceId instance;
    private final int port;

    Hooks(AgentParts agent, InstanceId instance, int port) {
        this.agent = agent;
        this.instance = instance;
        this.port = port;
    }

    /// Before the process starts.
    ///
    /// @return why that failed
    Optional<String> before() throws InterruptedException {
        return run("before-session", agent.config().beforeSession());
    }

    /// When nothing of the process is left.
    void after() throws InterruptedException {
        run("after-session", agent.config().afterSession())
                .ifPresent(why -> LOG.log(Level.WARNING, "{0} instance={1}", why, instance));
    }

    private Optional<String> run(String name, Optional<String> script) throws InterruptedException {
        return script.isEmpty()
                ? Optional.empty()
                : run(name, new CommandLine(List.of("sh", "-c", script.get())));
    }

    private Optional<String> run(String name, CommandLine command) throws InterruptedException {
        var longest = agent.config().readyTimeout();
        try {
            var output = agent.outputs().toLog(instance);
            var directory = agent.config().directory();
            var child =
                    Child.start(
                            command,
                            port,
                            instance,
                            directory,
                            output,
                            Optional.empty(),
                            agent.keeper());
            var exit = child.await(longest);
            child.end(Duration.ZERO);
            if (exit.isEmpty()) {
                return Optional.of(name + " takes longer than " + longest.toSeconds() + " s");
            }
            return exit.filter(end -> !end.isGood())
                    .map(end -> name + " fails: " + child.describe(end));
        } catch (IOException e) {
            return Optional.of(name + " cannot be started: " + e.getMessage());
        }
    }
}
