package io.monopod.gateway.auth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The subcommand `hash-password`: prints the hash for the users file. It reads the password from
/// standard input, because other users can see a command line.
public final class HashPassword {
    public static final String NAME = "hash-password";

    private HashPassword() {}

    /// @return the exit code: 0, or 2 if the password cannot be hashed
    public static int run(InputStream in, PrintStream out, PrintStream err) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        var line = reader.readLine();
        try {
            out.println(PasswordHash.of(line == null ? "" : line, PasswordHash.COST).text());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(NAME + ": " + e.getMessage());
            return 2;
        }
    }
}
