package io.monopod.gateway.auth;

import static java.lang.System.Logger.Level.WARNING;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Secret;
import io.monopod.gateway.config.AuthConfig;
import io.monopod.proto.control.v1.TokenRules;
import io.monopod.token.Role;
import io.monopod.token.TokenKeys;
import io.monopod.token.TokenVerifier;
import io.monopod.token.TrustedIssuer;
import io.monopod.vouch.GrantKey;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Users and tokens, as configured. Safe for use by many threads.
public final class Auth implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Auth.class.getName());

    /// @param foreign the keys of other token issuers
    private record Current(TokenKeys foreign, TokenVerifier verifier, TokenRules rules) {}

    private final AuthConfig config;
    private final TrustedIssuer own;
    private final TokenKeys ownKeys;
    private final Set<Role> foreignRoles;
    private final Optional<Secret> hs256;
    private final LoginService login;
    private final GrantKey grantKey;
    private final Optional<ForeignKeys> foreignKeys;
    private volatile Current current;

    /// Reads the configured files.
    ///
    /// @param demo whether the demonstration user may log in
    /// @param listener receives each login
    /// @throws InvalidSetting if one of the files is invalid
    public Auth(AuthConfig config, boolean demo, TokenListener listener, InstantSource clock)
            throws InterruptedException {
        this(config, configuredKey(config), demo, listener, clock);
    }

    /// As the other constructor, with a signing key that is configured elsewhere.
    public Auth(
            AuthConfig config,
            SigningKey key,
            boolean demo,
            TokenListener listener,
            InstantSource clock)
            throws InterruptedException {
        this.config = config;
        var issuer =
                new TokenIssuer(key, config.issuer(), config.audience(), config.tokenLifetime());
        this.login = new LoginService(new Passwords(users(config, demo)), issuer, listener, clock);
        this.grantKey = new GrantKey(key.derive("monopod grants"));
        this.ownKeys = TokenKeys.ofJwks(key.jwks());
        this.own = new TrustedIssuer.Own(config.issuer(), ownKeys);
        this.foreignRoles =
                config.foreignRoles().stream().map(Role::new).collect(Collectors.toSet());
        this.hs256 = config.hs256();
        this.current = with(TokenKeys.NONE);
        this.foreignKeys =
                config.jwks()
                        .map(source -> new ForeignKeys(source, config.jwksRefresh(), this::renew));
        if (foreignKeys.isPresent()) {
            foreignKeys.get().start();
        }
    }

    /// The key in the configured file; a new one if there is none.
    ///
    /// @throws InvalidSetting if the file is invalid
    public static SigningKey configuredKey(AuthConfig config) {
        return config.keyFile().map(KeyFile::readOrCreate).orElseGet(SigningKey::generate);
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

    /// Unchanged keys change nothing, so the cache of verified tokens is kept.
    private void renew(TokenKeys foreign) {
        if (!foreign.toJwks().equals(current.foreign.toJwks())) {
            current = with(foreign);
        }
    }

    private Current with(TokenKeys foreign) {
        var publicIssuers = List.of(own, foreign(foreign.without(ownKeys)));
        var all = new ArrayList<>(publicIssuers);
        hs256.ifPresent(secret -> all.add(foreign(TokenKeys.ofHs256Secret(secret.value()))));
        return new Current(
                foreign,
                new TokenVerifier(all, config.audience()),
                TokenRulesText.of(config.audience(), publicIssuers));
    }

    private TrustedIssuer foreign(TokenKeys keys) {
        return new TrustedIssuer.Foreign(config.otherIssuer(), keys, foreignRoles);
    }

    /// Verifies the tokens of calls. Call this for each check: changed keys bring a new verifier.
    public TokenVerifier verifier() {
        return current.verifier;
    }

    /// How instances verify the tokens of direct calls. Shared secrets are left out, so tokens
    /// signed with those are valid at the gateway only.
    public TokenRules tokenRules() {
        return current.rules;
    }

    /// Proves grants of this gateway, and of other gateways with the same signing key.
    public GrantKey grantKey() {
        return grantKey;
    }

    public ServerServiceDefinition login() {
        return ServerInterceptors.intercept(login, Peer.INTERCEPTOR);
    }

    @Override
    public void close() {
        foreignKeys.ifPresent(ForeignKeys::close);
    }
}
