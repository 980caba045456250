package io.monopod.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.monopod.contract.UserName;
import io.monopod.gateway.auth.Passwords.Check;
import io.monopod.token.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

class PasswordsTest {
    private static final UserName ANN = new UserName("ann");
    private static final Check RIGHT = new Check.Right(new Role("user"));
    private static final Check WRONG = new Check.Wrong();
    private static final User USER =
            new User(ANN, PasswordHash.of("correct horse", 10), new Role("user"));

    private final CountingTurns turns = new CountingTurns();
    private final Passwords passwords = new Passwords(List.of(USER), turns);

    /// One turn is one hash.
    private static final class CountingTurns extends Semaphore {
        private static final long serialVersionUID = 1;
        private int taken;

        CountingTurns() {
            super(1);
        }

        @Override
        public void release() {
            taken++;
            super.release();
        }
    }

    @Test
    void tellRightFromWrong() throws InterruptedException {
        assertThat(passwords.check(ANN, "correct horse")).isEqualTo(RIGHT);
        assertThat(passwords.check(ANN, "correct hors")).isEqualTo(WRONG);
        assertThat(passwords.check(ANN, "")).isEqualTo(WRONG);
        assertThat(passwords.check(ANN, "x".repeat(10_000))).isEqualTo(WRONG);
        assertThat(passwords.check(new UserName("Ann"), "correct horse")).isEqualTo(WRONG);
    }

    @Test
    void hashForAnUnknownNameJustLikeForAWrongPassword() throws InterruptedException {
        passwords.check(ANN, "wrong");
        passwords.check(new UserName("nobody"), "wrong");
        passwords.check(new UserName("nobody"), "x".repeat(10_000));

        assertThat(turns.taken).isEqualTo(3);
    }

    @Test
    void hashARightPasswordOnlyOnceAndAWrongOneEveryTime() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            passwords.check(ANN, "correct horse");
        }
        assertThat(turns.taken).isEqualTo(1);

        assertThat(passwords.check(ANN, "wrong")).isEqualTo(WRONG);
        assertThat(passwords.check(ANN, "wrong")).isEqualTo(WRONG);
        assertThat(turns.taken).isEqualTo(3);
    }

    /// 500 hashes would take half a minute.
    @Test
    @Timeout(20)
    void aCrowdWithTheSameRightPasswordDoesNotWaitForAHashEach() throws Exception {
        var checks =
                Collections.<Callable<Check>>nCopies(
                        500, () -> passwords.check(ANN, "correct horse"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(checks)) {
                assertThat(result.get()).isEqualTo(RIGHT);
            }
        }
    }

    @Test
    void whereNobodyMayLogInEveryPasswordIsWrong() throws InterruptedException {
        assertThat(new Passwords(List.of()).check(ANN, "correct horse")).isEqualTo(WRONG);
        assertThat(new Passwords(List.of()).check(DemoUser.USER.name(), "TestPassword"))
                .isEqualTo(WRONG);
    }

    @Test
    void theDemonstrationUserHasTheWellKnownPassword() throws InterruptedException {
        var demo = new Passwords(List.of(DemoUser.USER));

        assertThat(demo.check(new UserName("TestUser"), "TestPassword"))
                .isEqualTo(new Check.Right(Role.ADMIN));
    }

    @Test
    void aPasswordThatBcryptCannotTakeIsNotHashed() {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.of("", 10));
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.of("x".repeat(73), 10));
    }

    @Test
    void aHashIsNotPrinted() {
        assertThat(USER.toString()).doesNotContain("$2a$");
    }
}
