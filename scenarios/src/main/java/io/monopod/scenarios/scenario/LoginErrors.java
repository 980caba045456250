package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Envelope;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.system.Credentials;

import java.time.Duration;
import java.util.List;

/// Every way in which a log-in can be wrong.
final class LoginErrors implements Scenario {
    private static final int TRIES = 5;

    /// Far below the time that checking a password hash takes, far above what a call varies by.
    private static final Duration TOLERANCE = Duration.ofMillis(25);

    @Override
    public String name() {
        return "login_errors";
    }

    @Override
    public String title() {
        return "Every wrong way to log in";
    }

    @Override
    public String description() {
        return """
        Logs in without a user, without a session, with a wrong user, a wrong password and session \
        ids that are none. Each answer says what is wrong, except that nobody can tell a wrong user \
        from a wrong password, neither by the answer nor by the time that it takes.""";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.instances(1, 0));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        Credentials right = stage.credentials();
        String session = client.session();
        stage.step(
                "Leave something out",
                () -> {
                    told(
                            stage,
                            "Without a username",
                            Contract.USERNAME_REQUIRED,
                            login(client, "", right.password(), session));
                    told(
                            stage,
                            "Without a session id",
                            Contract.SESSION_ID_REQUIRED,
                            login(client, right.username(), right.password(), ""));
                });
        stage.step(
                "Give what is no session id",
                () -> {
                    isArgumentError(
                            stage,
                            "A session id of 10,000 bytes",
                            login(client, right.username(), right.password(), "x".repeat(10_000)));
                    isArgumentError(
                            stage,
                            "A session id with control characters",
                            login(client, right.username(), right.password(), "a\r\nb\u0000"));
                });
        stage.step("Give a wrong user or password", () -> wrong(stage, client));
        stage.step("Log in rightly after all", () -> Logins.require(stage, client));
    }

    private static void wrong(Stage stage, Client client) throws InterruptedException {
        Credentials right = stage.credentials();
        String session = client.session();
        told(
                stage,
                "With an empty password",
                Contract.WRONG_LOGIN,
                login(client, right.username(), "", session));
        Duration user = Duration.ofDays(1);
        Duration password = user;
        for (int i = 0; i < TRIES; i++) {
            Exchange wrongUser = login(client, "Nobody" + i, right.password(), session);
            Exchange wrongPassword = login(client, right.username(), "wrong" + i, session);
            if (i == 0) {
                told(stage, "With an unknown user", Contract.WRONG_LOGIN, wrongUser);
                told(stage, "With a wrong password", Contract.WRONG_LOGIN, wrongPassword);
            }
            user = min(user, wrongUser.answer().latency());
            password = min(password, wrongPassword.answer().latency());
        }
        sameTime(stage, user, password);
    }

    /// By the quickest of several tries each: what slows one down has nothing to do with the
    /// answer.
    private static void sameTime(Stage stage, Duration user, Duration password) {
        stage.check(
                "Both take the same time",
                check -> {
                    boolean close = user.minus(password).abs().compareTo(TOLERANCE) < 0;
                    boolean alike =
                            close
                                    || max(user, password)
                                                    .compareTo(min(user, password).multipliedBy(2))
                                            < 0;
                    String seen =
                            "unknown user %d ms, wrong password %d ms"
                                    .formatted(user.toMillis(), password.toMillis());
                    check.that(alike, seen).summary(seen);
                });
    }

    private static void told(Stage stage, String how, ContractAnswer expected, Exchange login) {
        stage.check(
                how + ": " + expected.code() + " '" + expected.message() + "'",
                check -> check.answered(login, expected).summary(expected.code().toString()));
    }

    private static void isArgumentError(Stage stage, String what, Exchange login) {
        stage.check(
                what + ": INVALID_ARGUMENT",
                (Check check) ->
                        check.code(login, Code.INVALID_ARGUMENT).summary(login.answer().message()));
    }

    private static Exchange login(Client client, String username, String password, String sessionId)
            throws InterruptedException {
        return client.login(
                new Credentials(username, password), sessionId, Envelope.STANDARD_DEADLINE);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
