package io.monopod.scenarios.steps;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/// Calls that are repeated until a change takes effect. They retry sooner than a refusal asks, to
/// see the change when it happens.
public final class Retries {
    private static final Duration AT_FIRST = Duration.ofMillis(50);
    private static final Duration AT_MOST = Duration.ofMillis(400);

    private Retries() {}

    /// Echoes until the answer is not `worthAnotherTry`, or `limit` has passed.
    ///
    /// @return the last exchange
    public static Exchange echo(
            Client client, String value, Duration limit, Predicate<Answer> worthAnotherTry)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        Exchange echo = client.echo(value);
        Duration pause = AT_FIRST;
        for (int attempt = 2;
                worthAnotherTry.test(echo.answer()) && Instant.now().isBefore(deadline);
                attempt++) {
            Pause.of(pause);
            pause = Collections.min(List.of(pause.multipliedBy(2), AT_MOST));
            echo = client.echo(value, client.envelope().asAttempt(attempt));
        }
        return echo;
    }
}
