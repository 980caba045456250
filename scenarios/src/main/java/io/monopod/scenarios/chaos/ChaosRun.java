package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One chaos run: random clients call while faults hit the processes; afterwards the records of
/// both are compared. For one thread.
public final class ChaosRun {
    /// Until the gateway has found the last instance again: a lease, an election, and some reserve.
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// How long a client waits for an instance, if it waits.
    private static final Duration IN_LINE = Duration.ofSeconds(1);

    private static final Duration UNTIL_ALL_HAVE_REPORTED = Duration.ofSeconds(3);

    /// With several gateways an election may come before that.
    private static final Duration UNTIL_ALL_HAVE_REPORTED_TO_NEXT = Duration.ofSeconds(10);

    private final Stage stage;
    private final Incidents incidents;
    private final List<RandomClient> randomClients = new ArrayList<>();
    private final long seed;

    /// @param clients that are logged in and have no session yet
    /// @param seed for the faults and for the clients' choices
    public ChaosRun(Stage stage, List<Client> clients, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.incidents = new Incidents(stage.faults().gateways().size() > 1);
        Random seeds = new Random(~seed);
        for (Client client : clients) {
            Duration maxWait = clients.size() % 2 == 0 ? Duration.ZERO : IN_LINE;
            randomClients.add(new RandomClient(client, maxWait, seeds.nextLong()));
        }
    }

    private interface Actor {
        void until(Instant end) throws InterruptedException;
    }

    /// Runs clients and faults. When it returns, every process is running again.
    public void run(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        List<Actor> actors = new ArrayList<>();
        new FaultInjector(stage, incidents).all(seed).forEach(fault -> actors.add(fault::until));
        randomClients.forEach(client -> actors.add(client::until));
        stage.together(
                actors,
                actor -> {
                    actor.until(end);
                    return actor;
                });
        // An instance that wakes after its client's shutdown keeps the session until it is idle:
        // nothing tells it otherwise. So the clients end only after every process has reported.
        Pause.of(incidents.isShared() ? UNTIL_ALL_HAVE_REPORTED_TO_NEXT : UNTIL_ALL_HAVE_REPORTED);
        report();
    }

    /// Every client ends its session.
    public void endSessions() throws InterruptedException {
        List<Exchange> last = stage.together(randomClients, client -> client.leave(TIMEOUT));
        stage.check(
                "Every client can end its session, or has none",
                check -> {
                    for (Exchange exchange : last) {
                        Outcome outcome = Outcome.of(exchange);
                        String label = Outcome.label(exchange.answer());
                        check.that(
                                exchange, outcome.isSettled() && outcome != Outcome.WRONG, label);
                    }
                    check.summary(last.size() + " clients");
                });
    }

    /// The checks of the run, to be used after the sessions have ended.
    public RunChecks checks() {
        return new RunChecks(stage, randomClients, incidents);
    }

    private List<Exchange> exchanges() {
        return randomClients.stream().flatMap(client -> client.exchanges().stream()).toList();
    }

    private void report() {
        stage.note(incidents.summary());
        Map<String, Long> answers =
                exchanges().stream()
                        .collect(
                                Collectors.groupingBy(
                                        exchange -> Outcome.label(exchange.answer()),
                                        TreeMap::new,
                                        Collectors.counting()));
        answers.forEach((label, count) -> stage.note("%7d  %s".formatted(count, label)));
    }
}
