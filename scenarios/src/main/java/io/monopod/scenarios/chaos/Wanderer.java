package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Envelope;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A client that calls, subscribes and shuts down as it pleases, come what may, and keeps account
/// of what it was told. Its choices follow from its seed. For one thread.
final class Wanderer {
    private static final String VALUE = "hello";
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Client client;
    private final Duration patience;
    private final Random random;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private int begun;

    /// @param patience for how long its calls wait for an instance; zero if they do not
    Wanderer(Client client, Duration patience, long seed) {
        this.client = client;
        this.patience = patience;
        this.random = new Random(seed);
    }

    void until(Instant end) throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            int chance = random.nextInt(100);
            if (chance < 88) {
                unary(client.echo(VALUE, envelope()));
            } else if (chance < 94) {
                stream(Duration.ofMillis(random.nextInt(300, 2_500)));
            } else {
                unary(client.shutdown(envelope()));
            }
            think();
        }
    }

    /// A client that was refused is in less of a hurry.
    private void think() throws InterruptedException {
        int millis = random.nextInt(20, 150);
        boolean served = Outcome.of(exchanges.getLast()) == Outcome.SERVED;
        Pause.of(Duration.ofMillis(served ? millis : 3L * millis));
    }

    /// Ends the session, wherever it is; comes back while the system is not well yet.
    ///
    /// @return the last answer
    Exchange leave(Duration patience) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (true) {
            Exchange last = client.shutdown(envelope());
            unary(last);
            if (Outcome.of(last).isSettled() || Instant.now().isAfter(end)) {
                return last;
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    /// How many calls it has made.
    int begun() {
        return begun;
    }

    /// How they ended.
    List<Exchange> exchanges() {
        return exchanges;
    }

    /// The same, as far as it explains what became of the session.
    List<Asked> asked() {
        return asked;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /// Answers that were meant for somebody else.
    List<String> strangers() {
        return strangers;
    }

    private Envelope envelope() {
        begun++;
        return client.envelope().within(DEADLINE).waiting(patience);
    }

    private void answered(Exchange exchange) {
        exchanges.add(exchange);
        asked.add(Asked.of(client.session(), exchange, Instant.now()));
    }

    private void unary(Exchange exchange) {
        answered(exchange);
        if (exchange.answer().reply() instanceof Reply.Served served) {
            saw(served, exchange.call().startedAt());
        }
    }

    void stream(Duration length) throws InterruptedException {
        // A message is sent an interval after the one before it, which has arrived by then.
        Instant sent = Instant.now();
        Instant end = sent.plus(length);
        try (Subscription stream = client.subscribe(VALUE, envelope())) {
            while (stream.ended().isEmpty() && Instant.now().isBefore(end)) {
                Duration left = Duration.between(Instant.now(), end);
                Optional<Reply.Served> message = stream.next(left);
                if (message.isPresent()) {
                    saw(message.get(), sent);
                    sent = Instant.now();
                }
            }
            answered(stream.cancel());
        }
    }

    private void saw(Reply.Served served, Instant soonest) {
        String own = client.session();
        sightings.add(new Sighting(own, served.pod(), soonest, Instant.now()));
        if (!served.serverSession().equals(own) || !served.clientSession().equals(own)) {
            strangers.add(own + " got " + served);
        }
    }
}
