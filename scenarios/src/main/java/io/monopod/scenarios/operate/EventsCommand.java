package io.monopod.scenarios.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.admin.AdminEvent;
import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/// Prints what happens.
@Command(
        name = "events",
        description =
                "Prints what happened lately to sessions and instances (at most 4096 events since"
                        + " the gateway's start), or with -f what happens from now on.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading =
                "%nA line has time, type, session, instance, and the rest as name=value."
                        + " With -o json it is an object. docs/admin-api.md explains the types.%n",
        footer = AdminOptions.TOKEN_HELP)
final class EventsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Before every id.
    private static final String FIRST = "0";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-f", "--follow"},
            description =
                    "print new events as they happen, until Ctrl-C; if the gateway goes away, wait"
                            + " for it to come back")
    private boolean follow;

    @Mixin private final AdminOptions options;

    /// The id of the latest event; empty until the stream is open.
    private String last = "";

    private boolean away;

    EventsCommand(Map<String, String> environment) {
        this.options = new AdminOptions(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var admin = options.client()) {
            if (follow) {
                follow(admin);
            } else {
                admin.events(FIRST, false, this::print);
            }
            return 0;
        } catch (OutputClosed e) {
            return 0;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            if (follow) {
                // Ctrl-C is the normal end.
                return 0;
            }
            throw e;
        }
    }

    /// @throws IOException if the gateway cannot be reached at first
    private void follow(AdminClient admin) throws IOException, InterruptedException {
        while (true) {
            try {
                admin.events(last, true, this::print);
                away("the event stream has ended");
            } catch (IOException e) {
                if (last.isEmpty()) {
                    throw e;
                }
                away(String.valueOf(e.getMessage()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private void away(String why) {
        if (!away) {
            error(why + "; waiting for the gateway");
        }
        away = true;
    }

    private void print(AdminEvent event) {
        switch (event.type()) {
            case AdminEvent.OPEN -> opened(event);
            case AdminEvent.GAP -> error("missed " + json(event).path("missed") + " events");
            default -> {
                last = event.id();
                PrintWriter out = spec.commandLine().getOut();
                out.println(options.json() ? event.data() : EventLine.of(json(event)));
                if (out.checkError()) {
                    throw new OutputClosed();
                }
            }
        }
    }

    private void opened(AdminEvent event) {
        last = json(event).path("last").asText(last);
        if (away) {
            error("the gateway is back");
        }
        away = false;
    }

    private static JsonNode json(AdminEvent event) {
        try {
            return JSON.readTree(event.data());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("the gateway sent what is no event", e);
        }
    }

    private void error(String text) {
        spec.commandLine().getErr().println("monopod: " + text);
    }
}
