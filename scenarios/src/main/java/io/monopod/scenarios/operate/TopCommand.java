package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.JsonNode;

import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;

/// Shows the state of the gateway again and again.
@Command(
        name = "top",
        description = {
            "Shows clusters, instances with their sessions, and the queue, refreshed in place.",
            "",
            "In a pipe it prints a line for each cluster instead, with -o json everything as one"
                    + " object a line."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = AdminOptions.TOKEN_HELP)
final class TopCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "time between two looks (default: ${DEFAULT-VALUE})")
    private int interval;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "stop after N looks (default: at Ctrl-C)")
    private int count;

    @Mixin private final AdminOptions options;

    TopCommand(Map<String, String> environment) {
        this.options = new AdminOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (interval < 1 || count < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--interval must be 1 or more, and --count not negative");
        }
        var out = spec.commandLine().getOut();
        try (var admin = options.client();
                var output = output(out, spec.commandLine().getErr())) {
            watch(admin, output, out);
        } catch (InterruptedException e) {
            // Ctrl-C is the normal end.
        }
        return 0;
    }

    private TopOutput output(PrintWriter out, PrintWriter err) {
        if (options.json()) {
            return new TopOutput.Json(out, err);
        }
        // JDK 25 returns null again where there is no terminal (JDK-8351435).
        @SuppressWarnings("SystemConsoleNull")
        boolean terminal = System.console() != null;
        return terminal ? new Screen(out, Screen::height) : new TopOutput.Lines(out, err);
    }

    /// @throws IOException if the gateway cannot be reached at first
    private void watch(AdminClient admin, TopOutput output, PrintWriter out)
            throws IOException, InterruptedException {
        boolean reached = false;
        for (int look = 1; !out.checkError(); look++) {
            try {
                output.show(Snapshot.of(admin));
                reached = true;
            } catch (IOException e) {
                if (!reached) {
                    throw e;
                }
                output.problem(String.valueOf(e.getMessage()));
            }
            if (look == count) {
                return;
            }
            Thread.sleep(Duration.ofSeconds(interval));
        }
    }

    /// What the admin API said at one time.
    record Snapshot(
            String gateway, Instant at, JsonNode clusters, JsonNode instances, JsonNode queue) {
        static Snapshot of(AdminClient admin) throws IOException, InterruptedException {
            return new Snapshot(
                    admin.admin().authority(),
                    Instant.now(),
                    admin.get("/clusters"),
                    admin.get("/instances"),
                    admin.get("/queue"));
        }
    }
}
