package io.monopod.agent;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Reading;
import io.monopod.log.Logging;
import io.monopod.process.Parent;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The agent as a program: `monopod agent [FLAG]... -- COMMAND [ARGUMENT]...`. Exit codes: 0
/// stopped, 2 wrong usage, 3 cannot start.
public final class Main {
    private static final int STOPPED = 0;
    private static final int WRONG_USAGE = 2;
    private static final int CANNOT_START = 3;

    private static final String COMMAND_HELP =
            """

            The command follows after --, with {port} where its port belongs; $PORT has it, too:
              monopod agent --slots 8 -- python3 server.py --port {port}
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        var all = List.of(args);
        int dashes = all.indexOf("--");
        var flags = dashes < 0 ? all : all.subList(0, dashes);
        var command = dashes < 0 ? List.<String>of() : all.subList(dashes + 1, all.size());
        switch (AgentConfig.reader().read(flags, System.getenv())) {
            case Reading.Help(var text) -> System.out.print(text + COMMAND_HELP);
            case Reading.Wrong(var line) -> exit(WRONG_USAGE, line);
            case Reading.Ready(var config, var notes) -> {
                notes.forEach(System.err::println);
                run(config, command);
            }
        }
    }

    private static void run(AgentConfig config, List<String> command) throws InterruptedException {
        Logging.configure(config.log());
        if (config.exitWithStdin()) {
            Parent.exitWithIt();
        }
        var agent = start(config, command);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent, STOPPED)));
        var problem = agent.awaitStarted();
        if (problem.isPresent()) {
            System.err.println("cannot start: " + problem.get());
            stop(agent, CANNOT_START);
        }
        System.out.println("READY slots=" + config.slots() + " gateway=" + config.gateways());
        new CountDownLatch(1).await(); // until a signal
    }

    private static Agent start(AgentConfig config, List<String> command) {
        try {
            return Agent.start(config, command);
        } catch (InvalidSetting e) {
            throw exit(WRONG_USAGE, String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw exit(CANNOT_START, String.valueOf(e.getMessage()));
        }
    }

    /// Ends this process when no other of ours is left. Without `halt` the exit code after a signal
    /// would not be ours to choose.
    private static void stop(Agent agent, int code) {
        agent.stop();
        Logging.finish();
        Runtime.getRuntime().halt(code);
    }

    /// @return never; callers `throw` it where the compiler requires an exit
    private static AssertionError exit(int code, String line) {
        System.err.println(line);
        System.exit(code);
        return new AssertionError();
    }
}
