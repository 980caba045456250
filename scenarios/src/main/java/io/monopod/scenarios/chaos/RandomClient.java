package io.monopod.scenarios.chaos;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A client that calls, subscribes and shuts down at random and records every answer. The seed
/// determines its choices. For one thread.
final class RandomClient {
    private static final String VALUE = "hello";
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Client client;
    private final Duration maxWait;
    private final Random random;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<CallRecord> callRecords = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<String> foreignAnswers = new ArrayList<>();
    private int started;

    /// @param maxWait how long its calls wait for an instance; zero for no wait
    RandomClient(Client client, Duration maxWait, long seed) {
        this.client = client;
        this.maxWait = maxWait;
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

    /// A refused client waits longer.
    private void think() throws InterruptedException {
        int millis = random.nextInt(20, 150);
        boolean served = Outcome.of(exchanges.getLast()) == Outcome.SERVED;
        Pause.of(Duration.ofMillis(served ? millis : 3L * millis));
    }

    /// Ends the session; tries again while the outcome is not final.
    ///
    /// @return the last answer
    Exchange leave(Duration maxWait) throws InterruptedException {
        Instant end = Instant.now().plus(maxWait);
        while (true) {
            Exchange last = client.shutdown(envelope());
            unary(last);
            if (Outcome.of(last).isSettled() || Instant.now().isAfter(end)) {
                return last;
            }
            Pause.of(Duration.ofMillis(200));
        }
    }

    /// How many calls it has started.
    int started() {
        return started;
    }

    /// All ended calls.
    List<Exchange> exchanges() {
        return exchanges;
    }

    /// The same calls, as far as they explain the end of a session.
    List<CallRecord> callRecords() {
        return callRecords;
    }

    List<Observation> observations() {
        return observations;
    }

    /// Answers that belong to another session.
    List<String> foreignAnswers() {
        return foreignAnswers;
    }

    private RequestOptions envelope() {
        started++;
        return client.envelope().within(DEADLINE).waiting(maxWait);
    }

    private void add(Exchange exchange) {
        exchanges.add(exchange);
        callRecords.add(CallRecord.of(client.session(), exchange, Instant.now()));
    }

    private void unary(Exchange exchange) {
        add(exchange);
        if (exchange.answer().reply() instanceof Reply.Served served) {
            observe(served, exchange.call().startedAt());
        }
    }

    void stream(Duration length) throws InterruptedException {
        // The earliest time of the next message: a message is sent an interval after the previous
        // one, which has arrived by then.
        Instant sent = Instant.now();
        Instant end = sent.plus(length);
        try (Subscription stream = client.subscribe(VALUE, envelope())) {
            while (stream.ended().isEmpty() && Instant.now().isBefore(end)) {
                Duration left = Duration.between(Instant.now(), end);
                Optional<Reply.Served> message = stream.next(left);
                if (message.isPresent()) {
                    observe(message.get(), sent);
                    sent = Instant.now();
                }
            }
            add(stream.cancel());
        }
    }

    private void observe(Reply.Served served, Instant soonest) {
        String own = client.session();
        observations.add(new Observation(own, served.pod(), soonest, Instant.now()));
        if (!served.serverSession().equals(own) || !served.clientSession().equals(own)) {
            foreignAnswers.add(own + " got " + served);
        }
    }
}
