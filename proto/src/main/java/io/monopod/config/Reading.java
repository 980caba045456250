package io.monopod.config;

import java.util.List;

/// What came of reading a program's configuration.
public sealed interface Reading<T> {
    /// @param notes what the user should know but what does not stop the start, a line each
    record Ready<T>(T config, List<String> notes) implements Reading<T> {}

    /// The user asked for help: print it and end with exit code 0.
    record Help<T>(String text) implements Reading<T> {}

    /// One line for the user, to end with exit code 2.
    record Wrong<T>(String line) implements Reading<T> {}
}
