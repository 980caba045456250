package io.monopod.config;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The parsed command line: `--key value` or `--key=value`, and `--key` alone for a switch.
///
/// @param values by flag, `--key`
record Flags(Map<String, String> values, boolean help) {
    static final String CONFIG = "--config";

    static Flags parse(List<String> args, List<Schema.Setting> settings) {
        var values = new LinkedHashMap<String, String>();
        var rest = new ArrayList<>(args);
        boolean help = false;
        while (!rest.isEmpty()) {
            var arg = rest.removeFirst();
            if (arg.equals("--help") || arg.equals("-h")) {
                help = true;
                continue;
            }
            int equals = arg.indexOf('=');
            var flag = equals < 0 ? arg : arg.substring(0, equals);
            var setting = find(flag, settings);
            values.put(flag, equals >= 0 ? arg.substring(equals + 1) : next(flag, setting, rest));
        }
        return new Flags(values, help);
    }

    private static Schema.@Nullable Setting find(String flag, List<Schema.Setting> settings) {
        if (flag.equals(CONFIG)) {
            return null;
        }
        for (var setting : settings) {
            if (setting.fitsOneText() && setting.flag().equals(flag)) {
                return setting;
            }
        }
        throw new WrongConfig(
                (flag.startsWith("-") ? "unknown flag " + flag : "unexpected argument")
                        + " (command line): allowed is what --help lists");
    }

    private static String next(String flag, Schema.@Nullable Setting setting, List<String> rest) {
        if (setting != null && setting.isSwitch()) {
            return "true";
        }
        if (rest.isEmpty()) {
            throw new WrongConfig(flag + " (command line): a value is needed");
        }
        return rest.removeFirst();
    }
}
