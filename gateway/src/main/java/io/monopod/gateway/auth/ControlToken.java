package io.monopod.gateway.auth;

import io.helidon.security.jwt.Jwt;
import io.monopod.contract.Names;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/// The token that the gateway bears itself when it calls an instance's control service. Instances
/// take no other there: its audience is [Names#CONTROL_AUDIENCE].
///
/// It is made anew when half of its time is over. Safe for use by many threads, of which two may
/// now and then make one each: both are good.
public final class ControlToken implements Supplier<String> {
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final String SUBJECT = "gateway";

    private final SigningKey key;
    private final String issuer;
    private final InstantSource clock;

    /// None before the first is asked for: the first signature of a process is slow, and the start
    /// shall not wait for it.
    private volatile @Nullable IssuedToken current;

    public ControlToken(SigningKey key, String issuer, InstantSource clock) {
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    /// The token, bare.
    @Override
    public String get() {
        var now = clock.instant();
        var token = current;
        if (token == null || now.plus(LIFETIME.dividedBy(2)).isAfter(token.expiresAt())) {
            token = issue(now);
            current = token;
        }
        return token.text();
    }

    private IssuedToken issue(Instant now) {
        var expiresAt = now.plus(LIFETIME);
        var token =
                key.sign(
                        Jwt.builder()
                                .subject(SUBJECT)
                                .issuer(issuer)
                                .addAudience(Names.CONTROL_AUDIENCE)
                                .issueTime(now)
                                .expirationTime(expiresAt)
                                .jwtId(UUID.randomUUID().toString()));
        return new IssuedToken(token, expiresAt);
    }
}
