package io.monopod.agent;

import io.monopod.agent.process.Cgroups;
import io.monopod.agent.process.CommandLine;
import io.monopod.agent.process.GroupKeeper;
import io.monopod.agent.process.Limits;
import io.monopod.agent.process.LoopbackPorts;
import io.monopod.agent.process.Outputs;
import io.monopod.config.InvalidSetting;
import io.monopod.instance.Host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A running agent.
public final class Agent {
    private static final Logger LOG = System.getLogger(Agent.class.getName());

    private final AgentParts parts;
    private final List<Slot> slots;

    private Agent(AgentParts parts) {
        this.parts = parts;
        this.slots =
                IntStream.range(0, parts.config().slots())
                        .mapToObj(index -> new Slot(parts, index))
                        .toList();
    }

    /// Starts the slots. It is up when [#awaitStarted] says so.
    ///
    /// @param command the words of the command; empty for those of the configuration
    /// @throws InvalidSetting if a setting is not allowed
    /// @throws UncheckedIOException if this system has no shell, or no cgroup v2 for the limits
    public static Agent start(AgentConfig config, List<String> command) {
        config.checkDirectories();
        var line = new CommandLine(command.isEmpty() ? config.command() : command);
        line.check(config.directory());
        var first = config.instance();
        if (!GroupKeeper.hasGroups()) {
            LOG.log(
                    Level.WARNING,
                    "no setsid (util-linux) or no /proc here: what a process starts may outlive it,"
                            + " and all of it may outlive an agent that is killed");
        }
        var cgroups = Cgroups.of(new Limits(config.memory(), config.cpus()));
        var agent =
                new Agent(
                        new AgentParts(
                                config,
                                first,
                                line,
                                new Host(config.tls(), config.gatewayTls()),
                                cgroups,
                                keeper(),
                                Outputs.start(config.output()),
                                new LoopbackPorts(),
                                new Spares(config.spares()),
                                new Startup()));
        agent.slots.forEach(Slot::start);
        return agent;
    }

    private static GroupKeeper keeper() {
        try {
            return GroupKeeper.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start sh: " + e.getMessage(), e);
        }
    }

    /// Waits until the gateway has accepted an instance and a process is ready.
    ///
    /// @return why that failed, in one line; empty if the agent is up
    public Optional<String> awaitStarted() throws InterruptedException {
        return parts.startup().await();
    }

    /// Accepts no further session, and gives those that are left the drain time. Returns when no
    /// process is left.
    public void stop() {
        parts.spares().close();
        var stops =
                slots.stream()
                        .map(slot -> Thread.ofVirtual().name("stop").start(() -> stop(slot)))
                        .toList();
        try {
            for (var stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parts.keeper().close();
        parts.outputs().close();
        parts.host().close();
    }

    private static void stop(Slot slot) {
        try {
            slot.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
