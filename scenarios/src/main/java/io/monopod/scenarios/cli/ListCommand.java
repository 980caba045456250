package io.monopod.scenarios.cli;

import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.scenario.Scenarios;
import io.monopod.scenarios.terminal.Wrapped;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// Lists the scenarios.
@Command(name = "list", description = "Lists the scenarios.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final int WIDTH = 78;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-v", "--verbose"},
            description = "say what each shows, and which parameters it takes")
    private boolean verbose;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Scenario scenario : Scenarios.all()) {
            out.printf("%-32s%s%n", scenario.name(), scenario.title());
            if (verbose) {
                describe(out, scenario);
            }
        }
        out.flush();
        return ExitCode.PASSED;
    }

    private static void describe(PrintWriter out, Scenario scenario) {
        out.println(Wrapped.lines(scenario.description(), WIDTH, "    "));
        for (Parameter parameter : scenario.parameters()) {
            out.printf(
                    "    %s: %s (%d)%n",
                    parameter.name(), parameter.description(), parameter.standard());
        }
        switch (scenario.need()) {
            case ANY_SYSTEM -> {}
            case OWN_SYSTEM -> out.println("    needs a local system");
            case ONE_GATEWAY -> out.println("    needs a local system with one gateway");
            case SEVERAL_GATEWAYS ->
                    out.println("    needs a local system with several gateways, and etcd");
        }
        out.println();
    }
}
