package io.monopod.gateway.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A password's bcrypt hash (Provos and Mazières, "A Future-Adaptable Password Scheme", 1999).
///
/// @param text in the form `$2a$12$` plus 53 characters; not checked here
public record PasswordHash(String text) {
    /// The cost of a new hash: 2 to this power rounds, about a quarter of a second.
    public static final int COST = 12;

    /// The limit of bcrypt, in bytes of UTF-8.
    static final int MAX_PASSWORD_BYTES = 72;

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    /// @throws IllegalArgumentException if the password is empty or too long
    public static PasswordHash of(String password, int cost) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_PASSWORD_BYTES) {
            throw new IllegalArgumentException(
                    "a password must have 1 to " + MAX_PASSWORD_BYTES + " bytes");
        }
        var hash = BCrypt.withDefaults().hash(cost, bytes);
        return new PasswordHash(new String(hash, StandardCharsets.US_ASCII));
    }

    boolean isValid() {
        return FORM.matcher(text).matches();
    }

    /// The hash must be valid.
    int cost() {
        return Integer.parseInt(text.substring(4, 6));
    }

    /// Takes the time of [#cost], whether the password is right, wrong or too long.
    boolean matches(String password) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean tooLong = bytes.length > MAX_PASSWORD_BYTES;
        var result =
                BCrypt.verifyer()
                        .verify(
                                tooLong ? new byte[0] : bytes,
                                text.getBytes(StandardCharsets.US_ASCII));
        return result.verified && !tooLong;
    }

    /// Hides the hash.
    @Override
    public String toString() {
        return "(hash)";
    }
}
