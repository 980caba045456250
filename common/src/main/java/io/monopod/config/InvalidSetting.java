package io.monopod.config;

/// A configuration value that is not allowed. Thrown by the compact constructors of configuration
/// records; [ConfigReader] adds the section and where the value came from.
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String value;
    private final String allowed;

    /// @param key the key within its record, as the user writes it: `key-file`
    /// @param value never a secret
    /// @param allowed what the user may write instead; follows "allowed is" in the message
    public InvalidSetting(String key, Object value, String allowed) {
        super(key + "=" + Texts.show(value) + ": allowed is " + allowed);
        this.key = key;
        this.value = Texts.show(value);
        this.allowed = allowed;
    }

    /// @throws InvalidSetting unless `condition` holds
    public static void unless(boolean condition, String key, Object value, String allowed) {
        if (!condition) {
            throw new InvalidSetting(key, value, allowed);
        }
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }
}
