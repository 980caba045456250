package io.monopod.scenarios.cli;

import picocli.CommandLine.Command;

/// The root of the command line.
@Command(
        name = "monopod",
        description = {
            "Runs scenarios against a gateway that gives every session an instance of its own, and"
                    + " shows operators what a gateway does."
        },
        subcommands = {ListCommand.class, RunCommand.class, UpCommand.class, TrainCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  monopod run system_overload                 four clients, three instances",
            "  monopod run all --report out                every scenario, with reports",
            "  monopod run system_overload --clients 500 --instances 20",
            "  monopod run basic_workflow --gateway localhost:10000",
            "  monopod up --instances 3                    a system that stays until Ctrl-C",
            "  monopod up --gateways 3                     several gateways, with an etcd",
            "  monopod sessions --admin localhost:9090     who has which instance",
            "  monopod events -f -o json                   what happens, as it happens",
            "",
            "Exit codes: 0 passed, or done,",
            "            1 a validation failed, or there is no such session or instance,",
            "            2 wrong usage, 3 the system could not be started or reached.",
        })
final class Monopod {}
