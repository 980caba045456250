package io.monopod.gateway.auth;

import io.monopod.contract.UserName;
import io.monopod.token.Role;
import io.monopod.vouch.MacKey;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Checks passwords. Safe for use by many threads.
///
/// A password is hashed even for an unknown name, so that the response time does not reveal names.
/// A right password is remembered as a keyed hash, so it is slow to check only once; a wrong one is
/// slow every time. The key never leaves the process.
final class Passwords {
    sealed interface Check {
        record Right(Role role) implements Check {}

        record Wrong() implements Check {}

        /// Too many other checks were waiting, or this peer has failed too often.
        record Busy() implements Check {}
    }

    /// How long a check may wait for a permit.
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /// Each waiting check takes about a tenth of a second.
    private static final int MAX_WAITING = 64;

    private final Map<UserName, User> users = new HashMap<>();
    private final User unknownUser;
    private final FairSemaphore permits;
    private final FailureRates rates;
    private final MacKey secret;

    /// The keyed hash of each user's right password, so at most one for each user.
    private final Map<UserName, byte[]> remembered = new ConcurrentHashMap<>();

    /// @param users all with hashes of the same cost
    Passwords(List<User> users) {
        this(users, MacKey.random());
    }

    private Passwords(List<User> users, MacKey secret) {
        // Half of the processors, so that a flood of wrong passwords leaves the others for calls.
        this(
                users,
                new FairSemaphore(
                        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                        MAX_WAITING,
                        secret),
                new FailureRates(System::nanoTime, secret),
                secret);
    }

    /// @param permits limits how many passwords are hashed at a time
    Passwords(List<User> users, FairSemaphore permits, FailureRates rates, MacKey secret) {
        users.forEach(user -> this.users.put(user.name(), user));
        this.unknownUser = users.isEmpty() ? DemoUser.USER : users.getFirst();
        this.permits = permits;
        this.rates = rates;
        this.secret = secret;
    }

    boolean isUser(UserName name) {
        return users.containsKey(name);
    }

    /// Blocks until a permit is free.
    Check check(Peer peer, UserName name, String password) throws InterruptedException {
        var mac = secret.macBytes(password); // for every name, so that the time tells none
        var user = users.get(name);
        if (user != null && isRemembered(name, mac)) {
            return new Check.Right(user.role());
        }
        if (!rates.allow(peer, name.value()) || !permits.acquire(peer, name.value(), MAX_WAIT)) {
            return new Check.Busy();
        }
        try {
            if (!rates.allow(peer, name.value())) {
                return new Check.Busy(); // others of the same have failed meanwhile
            }
            var check = hashed(user, mac, password);
            if (check instanceof Check.Wrong) {
                rates.failed(peer, name.value());
            }
            return check;
        } finally {
            permits.release();
        }
    }

    private Check hashed(@Nullable User user, byte[] mac, String password)
            throws InterruptedException {
        // Another check of the same right password may have finished meanwhile.
        if (user != null && isRemembered(user.name(), mac)) {
            return new Check.Right(user.role());
        }
        boolean matches = matches((user == null ? unknownUser : user).passwordHash(), password);
        if (user == null || !matches) {
            return new Check.Wrong();
        }
        remembered.put(user.name(), mac);
        return new Check.Right(user.role());
    }

    /// Runs on a platform thread: a virtual thread would block its carrier for a tenth of a second.
    private static boolean matches(PasswordHash hash, String password) throws InterruptedException {
        var check = new FutureTask<>(() -> hash.matches(password));
        Thread.ofPlatform().name("password").start(check);
        try {
            return check.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    private boolean isRemembered(UserName name, byte[] mac) {
        return MessageDigest.isEqual(remembered.get(name), mac);
    }
}
