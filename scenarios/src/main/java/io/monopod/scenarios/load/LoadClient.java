package io.monopod.scenarios.load;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.system.Credentials;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/// One free client: starts, logs in, calls, holds its session and ends it. Runs on its own virtual
/// thread; after an interrupt it ends its session and stops.
final class LoadClient {
    private static final String VALUE = "hello";
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /// Messages are seconds apart; a longer wait means that none will come.
    private static final Duration MESSAGE_LIMIT = Duration.ofMinutes(5);

    private final Client client;
    private final Credentials credentials;
    private final Behaviour behaviour;
    private final Semaphore connecting;

    /// @param connecting has a permit for each client that may connect and log in now
    LoadClient(Client client, Credentials credentials, Behaviour behaviour, Semaphore connecting) {
        this.client = client;
        this.credentials = credentials;
        this.behaviour = behaviour;
        this.connecting = connecting;
    }

    void run(Duration arrival) {
        try {
            Pause.of(arrival);
            play();
        } catch (InterruptedException stopped) {
            stop();
        }
    }

    private void play() throws InterruptedException {
        if (!logIn() || !call()) {
            return;
        }
        Pause.of(behaviour.hold());
        switch (behaviour.ending()) {
            case SHUT_DOWN -> client.shutdown(envelope());
            case LEAVE -> client.in(ClientState.FINISHED);
        }
    }

    private boolean logIn() throws InterruptedException {
        connecting.acquire();
        try {
            return client.login(credentials, client.session(), behaviour.deadline()).answer().ok();
        } finally {
            connecting.release();
        }
    }

    /// @return whether it was served completely
    private boolean call() throws InterruptedException {
        return switch (behaviour.kind()) {
            case UNARY -> echoes();
            case STREAM -> retried(attempt -> stream(envelope().asAttempt(attempt)));
        };
    }

    private boolean echoes() throws InterruptedException {
        for (int done = 0; behaviour.calls() == 0 || done < behaviour.calls(); done++) {
            if (done > 0) {
                Pause.of(behaviour.think());
            }
            if (!retried(attempt -> client.echo(VALUE, envelope().asAttempt(attempt)))) {
                return false;
            }
        }
        return true;
    }

    private Exchange stream(RequestOptions envelope) throws InterruptedException {
        try (Subscription subscription = client.subscribe(VALUE, envelope)) {
            int taken = 0;
            while (behaviour.calls() == 0 || taken < behaviour.calls()) {
                if (subscription.next(MESSAGE_LIMIT).isEmpty()) {
                    break;
                }
                taken++;
            }
            return subscription.cancel();
        }
    }

    private interface Attempt {
        Exchange make(int number) throws InterruptedException;
    }

    /// Waits as the refusal says, if retries remain.
    private boolean retried(Attempt attempt) throws InterruptedException {
        for (int number = 1; ; number++) {
            Answer answer = attempt.make(number).answer();
            if (served(answer)) {
                return true;
            }
            Long pushback = answer.retry().pushbackMillis();
            if (number > behaviour.retries() || pushback == null || pushback < 0) {
                return false;
            }
            client.in(ClientState.RETRYING);
            Pause.of(Duration.ofMillis(pushback));
        }
    }

    /// A stream that the client cancels after its last message counts as served.
    private static boolean served(Answer answer) {
        return answer.ok() || (answer.local() && answer.pod() != null);
    }

    private RequestOptions envelope() {
        return client.envelope().within(behaviour.deadline()).waiting(behaviour.sessionWait());
    }

    /// Ends the session, because otherwise the instance stays bound until the session is idle.
    private void stop() {
        boolean holds = client.view().state() == ClientState.ACTIVE;
        if (holds && behaviour.ending() == Behaviour.Ending.SHUT_DOWN) {
            try {
                client.shutdown(client.envelope().within(GOODBYE));
            } catch (InterruptedException again) {
                Thread.currentThread().interrupt();
            }
        }
        client.in(ClientState.STOPPED);
    }
}
