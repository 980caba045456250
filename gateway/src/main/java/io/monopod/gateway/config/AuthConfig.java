package io.monopod.gateway.config;

import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.config.Secret;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Users, the tokens that the gateway issues, and the tokens that it accepts.
public record AuthConfig(
        @Key(value = "monopod", doc = "iss of the tokens that are made here") String issuer,
        @Key(value = "monopod", doc = "aud of every token, made here or elsewhere") String audience,
        @Key(value = "1h", doc = "how long a token from Login is valid") Duration tokenLifetime,
        @Key(value = "false", doc = "end calls with their token, and a session with its last token")
                boolean endOnExpiry,
        @Key(
                        doc =
                                "ES256 signing key, JWK or PEM; created if missing; without it,"
                                        + " tokens do not survive a restart")
                Optional<Path> keyFile,
        @Key(doc = "YAML file of the users who may log in") Optional<Path> usersFile,
        @Key(doc = "key set for tokens made elsewhere: a file or an http(s) address")
                Optional<String> jwks,
        @Key(value = "5m", doc = "how often the key set is read again") Duration jwksRefresh,
        @Key(doc = "iss of tokens made elsewhere; if not given, that of those made here")
                Optional<String> foreignIssuer,
        @Key(value = "user", doc = "the roles that tokens made elsewhere may give")
                List<String> foreignRoles,
        @Key(doc = "HS256 secret for tokens made elsewhere") Optional<Secret> hs256Secret,
        @Key(doc = "file with that secret") Optional<Path> hs256SecretFile) {
    private static final int HS256_LENGTH = 32;
    private static final Duration SECOND = Duration.ofSeconds(1);

    public AuthConfig {
        InvalidSetting.unless(
                tokenLifetime.compareTo(SECOND) >= 0,
                "token-lifetime",
                tokenLifetime,
                "1s or more");
        InvalidSetting.unless(
                jwksRefresh.compareTo(SECOND) >= 0, "jwks-refresh", jwksRefresh, "1s or more");
    }

    /// The `iss` of foreign tokens.
    public String otherIssuer() {
        return foreignIssuer.orElse(issuer);
    }

    /// The secret for HS256 tokens, read from its file if configured.
    ///
    /// @throws InvalidSetting if the file cannot be read, or the secret is shorter than the hash
    ///   (RFC 7518, section 3.2)
    public Optional<Secret> hs256() {
        var secret = Secret.of("auth.hs256-secret", hs256Secret, hs256SecretFile);
        InvalidSetting.unless(
                secret.isEmpty() || secret.get().value().length() >= HS256_LENGTH,
                "auth.hs256-secret",
                "(secret)",
                "a secret of at least " + HS256_LENGTH + " characters");
        return secret;
    }
}
