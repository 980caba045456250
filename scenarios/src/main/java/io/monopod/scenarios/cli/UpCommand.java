package io.monopod.scenarios.cli;

import io.monopod.scenarios.local.AgentFailed;
import io.monopod.scenarios.local.Backend;
import io.monopod.scenarios.local.LocalEvent;
import io.monopod.scenarios.local.LocalListener;
import io.monopod.scenarios.local.LocalSetup;
import io.monopod.scenarios.local.LocalSystem;
import io.monopod.scenarios.local.files.Installation;
import io.monopod.scenarios.local.files.Logs;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.OnFull;
import io.monopod.scenarios.system.Policy;
import io.monopod.scenarios.system.Supervision;
import io.monopod.scenarios.system.SystemSpec;
import io.monopod.scenarios.terminal.Terminal;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

/// Starts a local system and keeps it running.
@Command(
        name = "up",
        description =
                "Starts a local system, which stays until Ctrl-C: the example service, or your own"
                        + " server behind an agent.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "3",
            description = "instances of the example service (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--gateways",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "gateways; several share their sessions by an etcd that is started with them"
                            + " (default: ${DEFAULT-VALUE})")
    private int gateways;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "10000",
            description =
                    "where clients connect, of several gateways to the first; 0 for a free one"
                            + " (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--policy",
            paramLabel = "exclusive|strict",
            defaultValue = "exclusive",
            description = "how the gateway chooses instances (default: ${DEFAULT-VALUE})")
    private Policy policy = Policy.EXCLUSIVE;

    @Option(
            names = "--after-session",
            paramLabel = "reuse|exit|leave",
            defaultValue = "reuse",
            description =
                    "what an instance does when its session ends: it is free again, or exits and is"
                            + " replaced, or exits and stays away (default: ${DEFAULT-VALUE})")
    private SessionEnd afterSession = SessionEnd.REUSE;

    /// What an instance does when its session has ended.
    private enum SessionEnd {
        REUSE,
        EXIT,
        LEAVE;

        SystemSpec in(SystemSpec spec) {
            return switch (this) {
                case REUSE -> spec.withAfterSession(AfterSession.REUSE);
                case EXIT -> spec.withAfterSession(AfterSession.EXIT);
                case LEAVE ->
                        spec.withAfterSession(AfterSession.EXIT).withSupervision(Supervision.LEAVE);
            };
        }
    }

    @Option(
            names = "--on-full",
            paramLabel = "refuse|wait",
            defaultValue = "refuse",
            description =
                    "what a call does when no instance is free: it is told so, or waits in line"
                            + " (default: ${DEFAULT-VALUE})")
    private OnFull onFull = OnFull.REFUSE;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "leave the processes' logs there (default: a temporary directory)")
    private @Nullable Path logs;

    @Option(
            names = "--json",
            description = "when it is ready, print its addresses as one line of JSON")
    private boolean json;

    @Mixin private final BackendOptions own = new BackendOptions();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.ofProcess(System.err, System.getenv());
        Optional<Backend> backend = own.backend();
        Logs kept = Logs.in(logs);
        try {
            throw new NoSystem(stay(setup(kept, backend), terminal));
        } catch (AgentFailed e) {
            if (e.isWrongUsage()) {
                kept.discard();
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
            throw new NoSystem(e.getMessage() + kept.hint());
        } catch (IOException e) {
            throw new NoSystem(e.getMessage() + kept.hint());
        } catch (InterruptedException e) {
            // Ctrl-C is the normal end.
            kept.discard();
            return ExitCode.PASSED;
        }
    }

    /// Returns when no gateway is left, or no agent.
    ///
    /// @return what is gone, in a sentence
    private String stay(LocalSetup setup, Terminal terminal)
            throws IOException, InterruptedException {
        BlockingQueue<String> gone = new LinkedBlockingQueue<>();
        try (LocalSystem system = LocalSystem.start(setup, listener(terminal, gone))) {
            terminal.clearStatus();
            UpReport report = UpReport.of(system);
            System.out.println(json ? report.json() : report.text());
            for (int left = gateways; left > 0; left--) {
                if (!LocalEvent.isGateway(gone.take())) {
                    return "the agent is gone";
                }
            }
            return gateways == 1 ? "the gateway is gone" : "all gateways are gone";
        }
    }

    private LocalSetup setup(Logs kept, Optional<Backend> backend) throws IOException {
        Installation installation = Installation.find();
        try {
            SystemSpec wanted =
                    afterSession.in(
                            SystemSpec.STANDARD
                                    .withGateways(gateways)
                                    .withInstances(instances)
                                    .withPolicy(policy)
                                    .withOnFull(onFull));
            LocalSetup setup = new LocalSetup(installation, wanted, port, kept.directory());
            return backend.map(setup::withBackend).orElse(setup);
        } catch (IllegalArgumentException e) {
            kept.discard();
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static LocalListener listener(Terminal terminal, BlockingQueue<String> gone) {
        return event -> {
            switch (event) {
                case LocalEvent.Progress progress -> terminal.status(progress.text() + " ...");
                case LocalEvent.Output _, LocalEvent.Ready _ -> {}
                case LocalEvent.Exited exited -> {
                    if (!exited.expected()) {
                        terminal.line(exited.process() + " exited with code " + exited.code());
                    }
                    if (LocalEvent.isGateway(exited.process())
                            || exited.process().equals(LocalEvent.AGENT)) {
                        gone.add(exited.process());
                    }
                }
            }
        };
    }
}
