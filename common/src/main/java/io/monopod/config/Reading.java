package io.monopod.config;

import java.util.List;

/// The result of reading a program's configuration.
public sealed interface Reading<T> {
    /// @param notes warnings that do not prevent the start, one line each
    record Ready<T>(T config, List<String> notes) implements Reading<T> {}

    /// The user asked for help: print it and end with exit code 0.
    record Help<T>(String text) implements Reading<T> {}

    /// The configuration is invalid: print the line and end with exit code 2.
    record Wrong<T>(String line) implements Reading<T> {}
}
