package io.monopod.scenarios.cli;

import io.monopod.scenarios.local.Backend;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The user's own server in place of the example service, and how the agent runs it.
final class BackendOptions {
    private static final String DASHES = "--";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "-- COMMAND",
            description =
                    "your own gRPC server in place of the example service, with {port} where its port"
                            + " belongs; an agent runs a process for each session. Every call but"
                            + " those of the gateway's own services then belongs to a session")
    private List<String> command = List.of();

    @Option(
            names = "--ended-by",
            paramLabel = "METHOD",
            split = ",",
            description = "with a command: methods that end their session (/pkg.Service/Close)")
    private List<String> endedBy = List.of();

    @Option(
            names = "--on-instance-loss",
            paramLabel = "fail|replay|session-lost",
            description =
                    "with a command: what becomes of calls whose process is lost (default: fail)")
    private @Nullable String onInstanceLoss;

    @Option(
            names = "--reuse",
            description = "with a command: one process serves one session after the other")
    private boolean reuse;

    @Option(
            names = "--warm",
            paramLabel = "N",
            description =
                    "with a command: processes that stand ready beyond those with a session"
                            + " (default: all)")
    private @Nullable Integer warm;

    /// @throws ParameterException with a message for the user
    Optional<Backend> backend() {
        var words = spec.commandLine().getParseResult().originalArgs();
        if (!words.contains(DASHES)) {
            if (!command.isEmpty()) {
                throw wrong("unexpected '" + command.getFirst() + "'; a command stands after --");
            }
            Stream.of("--ended-by", "--on-instance-loss", "--reuse", "--warm")
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .ifPresent(
                            option -> {
                                throw wrong(option + " needs a command after --");
                            });
            return Optional.empty();
        }
        if (spec.commandLine().getParseResult().hasMatchedOption("--after-session")) {
            throw wrong("--after-session is for the example service; a command has --reuse");
        }
        return Optional.of(given());
    }

    private Backend given() {
        try {
            return new Backend(
                    command,
                    endedBy,
                    reuse,
                    warm == null ? 0 : warm,
                    onInstanceLoss == null ? "fail" : onInstanceLoss);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
