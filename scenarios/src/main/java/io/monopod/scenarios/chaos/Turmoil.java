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

/// One run of chaos: clients wander while the processes meet their fates, and the accounts of it
/// are held against each other. For one thread.
public final class Turmoil {
    /// For the last instance to be found well again by everybody: a lease, and then some.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// How long every other client waits for an instance.
    private static final Duration IN_LINE = Duration.ofSeconds(1);

    private static final Duration UNTIL_ALL_HAVE_REPORTED = Duration.ofSeconds(3);

    private final Stage stage;
    private final Incidents incidents = new Incidents();
    private final List<Wanderer> wanderers = new ArrayList<>();
    private final long seed;

    /// @param clients that are logged in; they have no session yet
    /// @param seed of the fates and of what the clients choose to do
    public Turmoil(Stage stage, List<Client> clients, long seed) {
        this.stage = stage;
        this.seed = seed;
        Random seeds = new Random(~seed);
        for (Client client : clients) {
            Duration patience = wanderers.size() % 2 == 0 ? Duration.ZERO : IN_LINE;
            wanderers.add(new Wanderer(client, patience, seeds.nextLong()));
        }
    }

    private interface Actor {
        void until(Instant end) throws InterruptedException;
    }

    /// Lets everything happen; every process is well again when it returns.
    public void rage(Duration length) throws InterruptedException {
        Instant end = Instant.now().plus(length);
        List<Actor> actors = new ArrayList<>();
        new Fates(stage, incidents).all(seed).forEach(fate -> actors.add(fate::until));
        wanderers.forEach(wanderer -> actors.add(wanderer::until));
        stage.together(
                actors,
                actor -> {
                    actor.until(end);
                    return actor;
                });
        // An instance that wakes when its client has taken leave keeps the session until it idles
        // out: nobody could know better. So the clients stay until every process has reported.
        Pause.of(UNTIL_ALL_HAVE_REPORTED);
        tell();
    }

    /// Every client ends its session.
    public void calm() throws InterruptedException {
        List<Exchange> last = stage.together(wanderers, wanderer -> wanderer.leave(PATIENCE));
        stage.check(
                "Every client can end its session, or has none",
                check -> {
                    for (Exchange exchange : last) {
                        Outcome outcome = Outcome.of(exchange);
                        String told = Outcome.label(exchange.answer());
                        check.that(exchange, outcome.isSettled() && outcome != Outcome.WRONG, told);
                    }
                    check.summary(last.size() + " clients");
                });
    }

    /// What comes of it; for when it is calm.
    public Findings findings() {
        return new Findings(stage, wanderers, incidents);
    }

    private List<Exchange> exchanges() {
        return wanderers.stream().flatMap(wanderer -> wanderer.exchanges().stream()).toList();
    }

    private void tell() {
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
