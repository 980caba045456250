package io.monopod.scenarios.cli;

import io.monopod.scenarios.operate.OperatorCommands;

import picocli.CommandLine;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The headless runner.
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());

    /// grpc-java logs every failed connection, which the run's own output reports better. Held
    /// strongly: otherwise the logger is collected and its level is lost.
    private static final Logger GRPC_LOG = Logger.getLogger("io.grpc");

    /// What a shell reports for a program that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(8);

    private Main() {}

    public static void main(String[] args) {
        // Netty would use memory access that makes this JDK print a warning.
        System.setProperty("io.netty.noUnsafe", "true");
        GRPC_LOG.setLevel(Level.SEVERE);
        AtomicInteger code = new AtomicInteger(INTERRUPTED);
        CountDownLatch finished = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> leave(main, finished, code), "leave"));
        code.set(run(System.getenv(), args));
        finished.countDown();
        System.exit(code.get());
    }

    /// Runs a command line.
    ///
    /// @param environment of the commands for operators
    /// @return its exit code
    static int run(Map<String, String> environment, String... args) {
        CommandLine commands = new CommandLine(new Monopod());
        OperatorCommands.addTo(commands, environment);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        commands.setParameterExceptionHandler((e, arguments) -> wrongUsage(e));
        return commands.execute(args);
    }

    private static int wrongUsage(CommandLine.ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(command.getCommandName() + ": " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        return switch (e) {
            case InterruptedException ignored -> {
                command.getErr().println("monopod: stopped");
                yield INTERRUPTED;
            }
            case IOException unreachable -> {
                command.getErr().println("monopod: " + unreachable.getMessage());
                yield ExitCode.NO_SYSTEM;
            }
            default -> {
                LOG.log(System.Logger.Level.ERROR, "the program failed", e);
                yield ExitCode.NO_SYSTEM;
            }
        };
    }

    /// On Ctrl-C or SIGTERM: lets the command shut down what it started, and keeps its exit code.
    private static void leave(Thread main, CountDownLatch finished, AtomicInteger code) {
        main.interrupt();
        try {
            if (!finished.await(LEAVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "exited before the cleanup was complete");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        Runtime.getRuntime().halt(code.get());
    }
}
