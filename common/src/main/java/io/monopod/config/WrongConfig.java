package io.monopod.config;

/// Stops reading a configuration with one line for the user. Never leaves this package:
/// [ConfigReader] turns it into a [Reading.Wrong].
final class WrongConfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongConfig(String line) {
        super(line.replaceAll("\\s+", " "), null, false, false);
    }

    static WrongConfig value(String key, String value, String origin, String allowed) {
        return new WrongConfig(key + "=" + value + " (" + origin + "): allowed is " + allowed);
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
