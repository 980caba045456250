package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Forged tokens with the claims of a valid one.
public final class Forgery {
    private Forgery() {}

    /// Changes the signature's first character; unlike the last one's, all of its bits count.
    public static Token resigned(Token token) {
        int at = token.value().lastIndexOf('.') + 1;
        char changed = token.value().charAt(at) == 'A' ? 'B' : 'A';
        return new Token(
                token.value().substring(0, at) + changed + token.value().substring(at + 1));
    }

    /// With the algorithm "none" (RFC 8725, section 2.1).
    public static Token unsigned(Token token) {
        String header = "{\"alg\":\"none\",\"typ\":\"JWT\"}";
        String encoded =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(header.getBytes(StandardCharsets.UTF_8));
        String[] parts = token.value().split("\\.", -1);
        return new Token(encoded + "." + (parts.length > 1 ? parts[1] : "") + ".");
    }
}
