package io.monopod.scenarios.operate;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;

import java.util.Map;

/// Lists the waiting sessions.
@Command(
        name = "queue",
        description = "Lists the sessions that wait for an instance, the head of the line first.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nColumns:%n",
        footer = {
            "  WAITS     for how long",
            "  EXPECTED  how much longer, by what was seen lately",
            "",
            "-o json has the places of each waiting room, too.",
            AdminOptions.TOKEN_HELP
        })
final class QueueCommand extends TableCommand {
    QueueCommand(Map<String, String> environment) {
        super(environment, "/queue", Tables::queue);
    }
}
