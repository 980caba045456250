package io.monopod.scenarios.operate;

import io.monopod.scenarios.admin.AdminOptions;

import picocli.CommandLine.Command;

import java.util.Map;

/// Lists the instances.
@Command(
        name = "instances",
        description = "Lists the registered instances, with the session that each has.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nColumns:%n",
        footer = {
            "  STATE   free, reserved (a bind is under way), bound (has a session), draining (takes"
                    + " no new session), quarantined (takes none now, see DETAIL)",
            "  AGE     since it is in that state",
            "  IDLE    since its session's last call ended",
            "  CALLS   in progress",
            AdminOptions.TOKEN_HELP
        })
final class InstancesCommand extends TableCommand {
    InstancesCommand(Map<String, String> environment) {
        super(environment, "/instances", Tables::instances);
    }
}
