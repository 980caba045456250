package io.monopod.scenarios.operate;

import io.monopod.contract.SessionId;
import io.monopod.scenarios.admin.AdminClient;
import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.Map;

/// Ends a session.
@Command(
        name = "end",
        description = {
            "Ends a session at once, whatever its calls are doing: they end, none is forwarded any"
                    + " more, and its instance is told. The client's next call begins the session"
                    + " anew.",
            "",
            "Exit code 1: no instance has such a session."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = AdminOptions.TOKEN_HELP)
final class EndCommand extends ActionCommand {
    @Parameters(paramLabel = "SESSION", description = "its id, as 'monopod sessions' lists it")
    private String session = "";

    EndCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    String id() {
        return session;
    }

    @Override
    boolean isValid() {
        return SessionId.isValid(session);
    }

    @Override
    boolean act(AdminClient admin) throws IOException, InterruptedException {
        return admin.delete("/sessions/" + AdminClient.encoded(session));
    }

    @Override
    String done() {
        return "ended";
    }

    @Override
    String meaning() {
        return "none of its calls is forwarded any more, and its instance is told";
    }

    @Override
    String unknown() {
        return "no instance has a session '%s'; 'monopod sessions' lists those that there are"
                .formatted(session);
    }
}
