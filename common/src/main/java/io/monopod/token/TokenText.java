package io.monopod.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// A signed token in its compact form (RFC 7515, section 7.1): three parts of base64url. Lenient
/// decoders also accept padding, or other bits after the last byte; only the RFC's form is accepted
/// here.
final class TokenText {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private TokenText() {}

    static boolean isValid(String token) {
        if (!FORM.matcher(token).matches()) {
            return false;
        }
        var parts = token.split("\\.", -1);
        try {
            JsonDepth.check(text(parts[0]));
            JsonDepth.check(text(parts[1]));
            return isCanonical(parts[2]);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    /// The signature covers the encoded form of the other two parts.
    private static boolean isCanonical(String part) {
        var byteCount = Base64.getUrlDecoder().decode(part);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(byteCount).equals(part);
    }
}
