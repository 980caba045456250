package io.monopod.gateway.auth;

import static java.lang.System.Logger.Level.WARNING;

import io.monopod.config.InvalidSetting;
import io.monopod.contract.Names;
import io.monopod.gateway.config.AuthConfig;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Everything about users and tokens, as configured. Safe for use by many threads.
public final class Auth implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Auth.class.getName());

    /// @param keys all that a token may be signed with
    private record Current(TokenKeys keys, TokenVerifier verifier) {}

    private final AuthConfig config;
    private final TokenKeys fixedKeys;
    private final LoginService login;
    private final ControlToken controlToken;
    private final Optional<ForeignKeys> foreignKeys;
    private volatile Current current;

    /// Reads the files that the configuration names.
    ///
    /// @param demo whether the demonstration user may log in
    /// @param listener hears of each login
    /// @throws InvalidSetting if one of them is not what it should be
    public Auth(AuthConfig config, boolean demo, TokenListener listener, InstantSource clock)
            throws InterruptedException {
        this.config = config;
        var key = config.keyFile().map(KeyFile::readOrCreate).orElseGet(SigningKey::generate);
        var issuer =
                new TokenIssuer(key, config.issuer(), config.audience(), config.tokenLifetime());
        this.login = new LoginService(new Passwords(users(config, demo)), issuer, listener, clock);
        this.controlToken = new ControlToken(key, config.issuer(), clock);
        this.fixedKeys =
                config.hs256()
                        .map(secret -> TokenKeys.ofHs256Secret(secret.value()))
                        .orElse(TokenKeys.NONE)
                        .plus(TokenKeys.ofJwks(key.jwks()));
        this.current = with(TokenKeys.NONE);
        this.foreignKeys =
                config.jwks()
                        .map(source -> new ForeignKeys(source, config.jwksRefresh(), this::renew));
        if (foreignKeys.isPresent()) {
            foreignKeys.get().start();
        }
    }

    private static List<User> users(AuthConfig config, boolean demo) {
        var users = new ArrayList<>(config.usersFile().map(UsersFile::read).orElse(List.of()));
        if (demo) {
            LOG.log(WARNING, "demonstration mode: TestUser may log in with a well-known password");
            int cost = users.isEmpty() ? DemoUser.COST : users.getFirst().passwordHash().cost();
            users.add(DemoUser.withCost(cost));
        }
        if (users.isEmpty()) {
            LOG.log(WARNING, "nobody can log in: there is no auth.users-file and not --demo");
        }
        return users;
    }

    private void renew(TokenKeys foreign) {
        current = with(foreign);
    }

    private Current with(TokenKeys foreign) {
        var keys = fixedKeys.plus(foreign);
        return new Current(keys, new TokenVerifier(keys, config.issuer(), config.audience()));
    }

    /// Checks the tokens of calls. Another one takes its place when keys change: ask each time.
    public TokenVerifier verifier() {
        return current.verifier;
    }

    /// The public keys that tokens can be checked with, for instances (RFC 7517).
    public String jwks() {
        return current.keys.toJwks();
    }

    /// The token that the gateway's own calls to instances bear, bare; its audience is
    /// [Names#CONTROL_AUDIENCE].
    public Supplier<String> controlToken() {
        return controlToken;
    }

    public LoginService login() {
        return login;
    }

    @Override
    public void close() {
        foreignKeys.ifPresent(ForeignKeys::close);
    }
}
