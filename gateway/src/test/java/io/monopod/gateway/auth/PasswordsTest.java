package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.monopod.contract.UserName;
import io.monopod.gateway.auth.Passwords.Check;
import io.monopod.token.Role;
import io.monopod.vouch.MacKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

class PasswordsTest {
    private static final UserName ANN = new UserName("ann");
    private static final Check RIGHT = new Check.Right(new Role("user"));
    private static final Check WRONG = new Check.Wrong();
    private static final User USER =
            new User(ANN, PasswordHash.of("correct horse", 10), new Role("user"));

    private static final MacKey SECRET = MacKey.random();
    private static final Peer PEER = new Peer("10.0.0.1", "10.0.0.1:1");

    private final CountingPermits permits = new CountingPermits();
    private final Passwords passwords =
            new Passwords(
                    List.of(USER), permits, new FailureRates(System::nanoTime, SECRET), SECRET);

    /// Counts the permits, one for each hash.
    private static final class CountingPermits extends FairSemaphore {
        private int taken;

        CountingPermits() {
            super(1, 1000, SECRET);
        }

        @Override
        void release() {
            taken++;
            super.release();
        }
    }

    @Test
    void checkRightAndWrongPasswords() throws InterruptedException {
        assertThat(passwords.check(PEER, ANN, "correct horse")).isEqualTo(RIGHT);
        assertThat(passwords.check(PEER, ANN, "correct hors")).isEqualTo(WRONG);
        assertThat(passwords.check(PEER, ANN, "")).isEqualTo(WRONG);
        assertThat(passwords.check(PEER, ANN, "x".repeat(10_000))).isEqualTo(WRONG);
        assertThat(passwords.check(PEER, new UserName("Ann"), "correct horse")).isEqualTo(WRONG);
    }

    @Test
    void unknownNameCostsAsMuchAsAWrongPassword() throws InterruptedException {
        passwords.check(PEER, ANN, "wrong");
        passwords.check(PEER, new UserName("nobody"), "wrong");
        passwords.check(PEER, new UserName("nobody"), "x".repeat(10_000));

        assertThat(permits.taken).isEqualTo(3);
    }

    @Test
    void rightPasswordIsHashedOnceWrongOneEveryTime() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            passwords.check(PEER, ANN, "correct horse");
        }
        assertThat(permits.taken).isEqualTo(1);

        assertThat(passwords.check(PEER, ANN, "wrong")).isEqualTo(WRONG);
        assertThat(passwords.check(PEER, ANN, "wrong")).isEqualTo(WRONG);
        assertThat(permits.taken).isEqualTo(3);
    }

    /// 500 hashes would take half a minute.
    @Test
    @Timeout(20)
    void concurrentLoginsWithOnePasswordShareOneHash() throws Exception {
        var checks =
                Collections.<Callable<Check>>nCopies(
                        500, () -> passwords.check(PEER, ANN, "correct horse"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(checks)) {
                assertThat(result.get()).isEqualTo(RIGHT);
            }
        }
    }

    @Test
    void withoutUsersEveryPasswordIsWrong() throws InterruptedException {
        assertThat(new Passwords(List.of()).check(PEER, ANN, "correct horse")).isEqualTo(WRONG);
        assertThat(new Passwords(List.of()).check(PEER, DemoUser.USER.name(), "TestPassword"))
                .isEqualTo(WRONG);
    }

    @Test
    void demoUserHasTheWellKnownPassword() throws InterruptedException {
        var demo = new Passwords(List.of(DemoUser.USER));

        assertThat(demo.check(PEER, new UserName("TestUser"), "TestPassword"))
                .isEqualTo(new Check.Right(Role.ADMIN));
    }

    @Test
    void passwordTooLongForBcryptIsNotHashed() {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.of("", 10));
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.of("x".repeat(73), 10));
    }

    @Test
    void hashIsNotPrinted() {
        assertThat(USER.toString()).doesNotContain("$2a$");
    }
}
