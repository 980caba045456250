package io.monopod.scenarios.operate;

import com.fasterxml.jackson.databind.JsonNode;

import io.monopod.contract.SessionId;
import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Explains where a session is.
@Command(
        name = "why",
        description = {
            "Says where a session is and why: its instance or its place in the queue, what each"
                    + " instance says to it (its preference list, best first), and its recent"
                    + " events.",
            "",
            "Exit code 1: nothing is known of such a session."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = AdminOptions.TOKEN_HELP)
final class WhyCommand implements Callable<Integer> {
    /// In what an instance says if it is the session's own.
    private static final String OWN = "this session";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SESSION", description = "its id")
    private String session = "";

    @Mixin private final AdminOptions options;

    WhyCommand(Map<String, String> environment) {
        this.options = new AdminOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!SessionId.isValid(session)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is no session id: 1 to 256 visible ASCII characters"
                            .formatted(Words.visible(session, true)));
        }
        try (var admin = options.client()) {
            var why = admin.get("/why/" + AdminClient.encoded(session));
            var where = where(why, Instant.now());
            if (where.isEmpty() && why.path("events").isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "monopod: nothing is known of a session '%s'; 'monopod sessions' and 'monopod queue' list those that there are"
                                        .formatted(session));
                return ActionCommand.UNKNOWN;
            }
            print(why, where, spec.commandLine().getOut());
            return 0;
        }
    }

    private void print(JsonNode why, List<String> where, PrintWriter out) {
        if (options.json()) {
            out.println(why);
            return;
        }
        out.println(
                session
                        + ": "
                        + (where.isEmpty()
                                ? "has no instance and waits for none"
                                : String.join("; ", where)));
        out.println();
        preference(why).lines().forEach(out::println);
        if (!why.path("events").isEmpty()) {
            out.println();
            why.path("events").forEach(event -> out.println(EventLine.of(event)));
        }
    }

    private static List<String> where(JsonNode why, Instant now) {
        var where = new ArrayList<String>();
        for (var cluster : why.path("clusters")) {
            for (var step : cluster.path("preference")) {
                var says = Tables.text(step, "says");
                if (says.contains(OWN)) {
                    where.add(Tables.text(step, "instance") + " " + says);
                }
            }
            var place = cluster.path("queue");
            if (!place.isMissingNode()) {
                where.add(place(place, now));
            }
        }
        return where;
    }

    private static String place(JsonNode place, Instant now) {
        return "waits for an instance of %s, position %s, for %s, and probably %s more"
                .formatted(
                        Tables.text(place, "cluster"),
                        Tables.text(place, "position"),
                        Words.age(Tables.text(place, "since"), now),
                        Words.time(Duration.ofMillis(place.path("expectedMillis").asLong())));
    }

    private static Table preference(JsonNode why) {
        var table = new Table("RANK", "CLUSTER", "INSTANCE", "SAYS");
        for (var cluster : why.path("clusters")) {
            int rank = 1;
            for (var step : cluster.path("preference")) {
                table.row(
                        Integer.toString(rank++),
                        Tables.text(cluster, "cluster"),
                        Tables.text(step, "instance"),
                        Tables.text(step, "says"));
            }
        }
        return table;
    }
}
