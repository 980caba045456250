package io.monopod.deploy;

import io.monopod.contract.SessionId;
import io.monopod.contract.UserName;
import io.monopod.gateway.auth.SigningKey;
import io.monopod.gateway.auth.TokenIssuer;
import io.monopod.token.Role;
import io.monopod.token.TokenCheck;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Exercises the token library like logins and calls do, and prints the peak resident memory in
/// kilobytes.
public final class TokenLoad {
    /// Enough for the second compiler to have compiled all of it.
    private static final int TOKENS = 30_000;

    private TokenLoad() {}

    public static void main(String[] args) throws IOException {
        var key = SigningKey.generate();
        var issuer = new TokenIssuer(key, "us", "them", Duration.ofHours(1));
        var verifier = new TokenVerifier(TokenKeys.ofJwks(key.jwks()), "us", "them");
        for (int i = 0; i < TOKENS; i++) {
            var now = Instant.now();
            var token = issuer.issue(new UserName("ann"), Role.ADMIN, new SessionId("s-" + i), now);
            if (!(verifier.verify(token.text(), now) instanceof TokenCheck.Valid)) {
                throw new AssertionError("a valid token is refused");
            }
        }
        System.out.println(peakKilobytes());
    }

    private static String peakKilobytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
