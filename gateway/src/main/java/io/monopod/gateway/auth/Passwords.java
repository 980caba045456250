package io.monopod.gateway.auth;

import io.monopod.contract.UserName;
import io.monopod.token.Role;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks passwords. Safe for use by many threads.
///
/// A password is hashed for an unknown name too, so that the time tells nothing about names. A
/// right password is remembered as a keyed hash whose key never leaves the process, so that it is
/// slow to check only once; a wrong one is slow every time.
final class Passwords {
    /// What came of a check.
    sealed interface Check {
        record Right(Role role) implements Check {}

        record Wrong() implements Check {}

        /// So many others were being checked that this one had no turn in time.
        record Busy() implements Check {}
    }

    /// How long one waits for a turn.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String MAC = "HmacSHA256";

    private final Map<UserName, User> users = new HashMap<>();
    private final User nobody;
    private final Semaphore turns;
    private final SecretKeySpec key;

    /// The keyed hash of the right password, by user. Never more than there are users.
    private final Map<UserName, byte[]> remembered = new ConcurrentHashMap<>();

    /// @param users whose hashes all cost the same
    Passwords(List<User> users) {
        // Half of the processors, so that a flood of wrong passwords leaves room for calls.
        this(users, new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
    }

    /// @param turns how many passwords may be hashed at a time
    Passwords(List<User> users, Semaphore turns) {
        users.forEach(user -> this.users.put(user.name(), user));
        this.nobody = users.isEmpty() ? DemoUser.USER : users.getFirst();
        this.turns = turns;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, MAC);
    }

    /// Blocks while too many others are being checked.
    Check check(UserName name, String password) throws InterruptedException {
        var keyed = keyed(password);
        var user = users.get(name);
        if (user != null && isRemembered(name, keyed)) {
            return new Check.Right(user.role());
        }
        if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Check.Busy();
        }
        try {
            return hashed(user, keyed, password);
        } finally {
            turns.release();
        }
    }

    private Check hashed(@Nullable User user, byte[] keyed, String password)
            throws InterruptedException {
        // Many may have waited for their turn with the same right password.
        if (user != null && isRemembered(user.name(), keyed)) {
            return new Check.Right(user.role());
        }
        boolean matches = matches((user == null ? nobody : user).passwordHash(), password);
        if (user == null || !matches) {
            return new Check.Wrong();
        }
        remembered.put(user.name(), keyed);
        return new Check.Right(user.role());
    }

    /// On a platform thread: a virtual one would keep its carrier from the calls of others for a
    /// tenth of a second.
    private static boolean matches(PasswordHash hash, String password) throws InterruptedException {
        var check = new FutureTask<>(() -> hash.matches(password));
        Thread.ofPlatform().name("password").start(check);
        try {
            return check.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    private boolean isRemembered(UserName name, byte[] keyed) {
        return MessageDigest.isEqual(remembered.get(name), keyed);
    }

    private byte[] keyed(String password) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }
}
