package io.monopod.scenarios.engine;

/// A numeric parameter of a scenario.
///
/// @param standard the default value
public record Parameter(String name, String description, int standard, int min, int max) {
    public static final String CLIENTS = "clients";
    public static final String INSTANCES = "instances";
    public static final String SECONDS = "seconds";
    public static final String SEED = "seed";

    public Parameter {
        check(name, standard, min, max);
    }

    public static Parameter clients(int standard, int min) {
        return new Parameter(CLIENTS, "clients that take part", standard, min, 100_000);
    }

    public static Parameter instances(int standard, int min) {
        return new Parameter(INSTANCES, "instances that the system has", standard, min, 1_000);
    }

    /// @throws IllegalArgumentException if `value` is out of range
    int checked(int value) {
        check(name, value, min, max);
        return value;
    }

    private static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " must be " + min + " to " + max + ": " + value);
        }
    }
}
