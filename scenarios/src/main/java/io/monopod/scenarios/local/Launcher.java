package io.monopod.scenarios.local;

import io.monopod.config.Secret;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Starts the programs of one system, all with the same join secret.
final class Launcher {
    private final LocalSetup setup;
    private final CommandLines commands;
    private final LocalListener listener;
    private final Processes processes;
    private final Secret joinSecret;

    Launcher(LocalSetup setup, CommandLines commands, LocalListener listener, Processes processes) {
        this.setup = setup;
        this.commands = commands;
        this.listener = listener;
        this.processes = processes;
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        this.joinSecret = new Secret(HexFormat.of().formatHex(bytes));
    }

    ChildProcess gateway(String name, GatewayPorts ports, Consumer<ChildProcess> changed)
            throws IOException {
        return launch(
                name,
                commands.gateway(ports),
                changed,
                ended -> tell(ended, ended.isExpectedToEnd()));
    }

    void agent(Backend backend, Consumer<ChildProcess> changed) throws IOException {
        launch(
                LocalEvent.AGENT,
                commands.agent(backend),
                changed,
                ended -> tell(ended, ended.isExpectedToEnd()));
    }

    /// @param exited called after the listener
    void instance(String name, Consumer<ChildProcess> changed, Consumer<ChildProcess> exited)
            throws IOException {
        launch(
                name,
                commands.instance(name),
                changed,
                ended -> {
                    tell(ended, ended.isExpectedToEnd() || endedWithItsSession(ended));
                    exited.accept(ended);
                });
    }

    /// Whether it exited as configured, because its session had ended.
    private boolean endedWithItsSession(ChildProcess ended) {
        return switch (setup.spec().afterSession()) {
            case REUSE -> false;
            case EXIT -> ended.exitCode() == 0;
        };
    }

    /// Whether a fresh process must take its place.
    boolean isToBeReplaced(ChildProcess ended) {
        return switch (setup.spec().supervision()) {
            case REPLACE -> endedWithItsSession(ended);
            case LEAVE -> false;
        };
    }

    /// The log file of a process and its successors in the same place.
    Path logFile(String name) {
        return setup.logs().resolve(name + ".log");
    }

    private void tell(ChildProcess ended, boolean expected) {
        listener.on(new LocalEvent.Exited(ended.name(), ended.exitCode(), expected));
    }

    private ChildProcess launch(
            String name,
            List<String> command,
            Consumer<ChildProcess> changed,
            Consumer<ChildProcess> exited)
            throws IOException {
        return processes.start(
                new ChildProcess.Launch(
                        name,
                        command,
                        Map.of(CommandLines.JOIN_SECRET_VARIABLE, joinSecret.value()),
                        logFile(name)),
                new ChildProcess.Hooks(listener, changed, exited));
    }
}
