package io.monopod.scenarios.operate;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;

import java.util.Map;

/// Lists the sessions.
@Command(
        name = "sessions",
        description = "Lists the sessions that have an instance.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nColumns:%n",
        footer = {
            "  OWNER   who opened it; - if its client called the instance directly",
            "  STATE   of its instance",
            "  AGE     since it has that instance",
            "  IDLE    since its last call ended; it ends at the gateway's session-idle",
            "  CALLS   in progress",
            "  SERVED  calls that have ended",
            AdminOptions.TOKEN_HELP
        })
final class SessionsCommand extends TableCommand {
    SessionsCommand(Map<String, String> environment) {
        super(environment, "/sessions", Tables::sessions);
    }
}
