package io.monopod.config;

import java.util.List;

/// The text of `--help`: every key with its default and its purpose.
final class HelpText {
    private HelpText() {}

    static String of(Program program, List<Schema.Setting> settings) {
        var text = new StringBuilder();
        text.append("usage: %s [--config FILE] [--KEY VALUE]...%n%n".formatted(program.name()));
        for (var setting : settings) {
            text.append(entry(program, setting));
        }
        text.append(
                """

                Each key can also stand in the file (a dash after a section's name becomes a level: \
                --log-level is level below log) or in
                the environment (--log-level is %sLOG_LEVEL). The command line wins over the environment, \
                and that over the file.
                """
                        .formatted(program.prefix()));
        return text.toString();
    }

    private static String entry(Program program, Schema.Setting setting) {
        return "  %s%n      %s%s%n"
                .formatted(
                        head(program, setting),
                        setting.key().doc(),
                        setting.key().value().isEmpty() ? "" : " [" + setting.key().value() + "]");
    }

    private static String head(Program program, Schema.Setting setting) {
        if (setting.isSecret()) {
            return setting.variable(program.prefix()) + " (environment only)";
        }
        if (!setting.fitsOneText()) {
            return setting.name() + ": (file only)";
        }
        return setting.isSwitch() ? setting.flag() : setting.flag() + " " + placeholder(setting);
    }

    private static String placeholder(Schema.Setting setting) {
        var type = Schema.innerOf(setting.type());
        return Schema.raw(type) == List.class
                ? Texts.placeholder(Schema.raw(Schema.lastArgument(type))) + ",..."
                : Texts.placeholder(Schema.raw(type));
    }
}
