package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.system.Credentials;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Every kind of wrong login.
final class LoginErrors implements Scenario {
    private static final int MIN_TRIES = 5;
    private static final int MAX_TRIES = 40;

    /// Far less than the time to check a password hash, far more than the variation between calls.
    private static final Duration TOLERANCE = Duration.ofMillis(25);

    @Override
    public About about() {
        return new About(
                "login_errors",
                "Every wrong way to log in",
                """
        Logs in without a user, without a session, with a wrong user, a wrong password and session \
        ids that are none. Each answer says what is wrong, except that nobody can tell a wrong user \
        from a wrong password, neither by the answer nor by the time that it takes.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.instances(1, 0)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        Credentials right = stage.credentials();
        String session = client.session();
        stage.step(
                "Leave something out",
                () -> {
                    Refusals.answered(
                            stage,
                            "Without a username",
                            ContractError.USERNAME_REQUIRED,
                            login(client, "", right.password(), session));
                    Refusals.answered(
                            stage,
                            "Without a session id",
                            ContractError.SESSION_ID_REQUIRED,
                            login(client, right.username(), right.password(), ""));
                });
        stage.step(
                "Send an invalid session id",
                () -> {
                    Refusals.coded(
                            stage,
                            "A session id of 10,000 bytes",
                            Code.INVALID_ARGUMENT,
                            login(client, right.username(), right.password(), "x".repeat(10_000)));
                    Refusals.coded(
                            stage,
                            "A session id with control characters",
                            Code.INVALID_ARGUMENT,
                            login(client, right.username(), right.password(), "a\r\nb\u0000"));
                });
        stage.step("Give a wrong user or password", () -> wrong(stage, client));
        stage.step("Log in correctly", () -> Logins.require(stage, client));
    }

    private static void wrong(Stage stage, Client client) throws InterruptedException {
        Credentials right = stage.credentials();
        String session = client.session();
        Refusals.answered(
                stage,
                "With an empty password",
                ContractError.WRONG_LOGIN,
                login(client, right.username(), "", session));
        List<Exchange> unknown = new ArrayList<>();
        List<Exchange> mistaken = new ArrayList<>();
        do {
            String other = Integer.toString(unknown.size());
            unknown.add(login(client, "Nobody" + other, right.password(), session));
            mistaken.add(login(client, right.username(), "wrong" + other, session));
        } while (unknown.size() < MIN_TRIES
                || (unknown.size() < MAX_TRIES
                        && !areAlike(quickest(unknown), quickest(mistaken))));
        Refusals.answered(
                stage, "With an unknown user", ContractError.WRONG_LOGIN, unknown.getFirst());
        Refusals.answered(
                stage, "With a wrong password", ContractError.WRONG_LOGIN, mistaken.getFirst());
        takeTheSameTime(stage, quickest(unknown), quickest(mistaken));
    }

    private static void takeTheSameTime(Stage stage, Duration unknown, Duration mistaken) {
        String seen =
                "unknown user %d ms, wrong password %d ms"
                        .formatted(unknown.toMillis(), mistaken.toMillis());
        stage.check(
                "Both take the same time",
                check -> check.that(areAlike(unknown, mistaken), seen).summary(seen));
    }

    private static boolean areAlike(Duration one, Duration other) {
        Duration apart = one.minus(other).abs();
        Duration half = Collections.max(List.of(one, other)).dividedBy(2);
        return apart.compareTo(TOLERANCE) < 0 || apart.compareTo(half) < 0;
    }

    /// The quickest of several tries: delays on a busy machine do not depend on the answer, but a
    /// real difference shows in every try.
    private static Duration quickest(List<Exchange> logins) {
        return Collections.min(logins.stream().map(each -> each.answer().latency()).toList());
    }

    private static Exchange login(Client client, String username, String password, String sessionId)
            throws InterruptedException {
        return client.login(
                new Credentials(username, password), sessionId, RequestOptions.STANDARD_DEADLINE);
    }
}
