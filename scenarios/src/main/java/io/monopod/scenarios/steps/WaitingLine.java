package io.monopod.scenarios.steps;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clients that wait for an instance, each with a stream that begins when it is served. For one
/// thread.
public final class WaitingLine implements AutoCloseable {
    private static final String VALUE = "my turn?";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Client> clients;
    private final List<Subscription> streams = new ArrayList<>();

    private WaitingLine(List<Client> clients) {
        this.clients = clients;
    }

    /// Lets the clients come one after the other, while every instance is held.
    ///
    /// @param observer a logged-in client that does not wait: its refusals tell the line's length
    /// @param longest how long each waits
    public static WaitingLine form(
            Stage stage, List<Client> clients, Client observer, Duration longest)
            throws InterruptedException {
        WaitingLine line = new WaitingLine(clients);
        Exchange refusal = null;
        for (Client client : clients) {
            line.streams.add(client.subscribe(VALUE, client.envelope().waiting(longest)));
            String length = Integer.toString(line.streams.size());
            refusal =
                    Retries.echo(
                            observer,
                            VALUE,
                            SOON,
                            answer -> !waiting(answer.error()).equals(length));
        }
        Exchange last = refusal;
        stage.require(
                "All wait",
                check -> {
                    if (last != null) {
                        check.answered(last, ContractError.ALL_INSTANCES_BUSY)
                                .metadata(
                                        last, Map.of("waiting", Integer.toString(clients.size())));
                    }
                    check.summary(clients.size() + " in line");
                });
        return line;
    }

    private static String waiting(@Nullable ErrorDetail error) {
        return error == null ? "" : error.metadata().getOrDefault("waiting", "");
    }

    /// Sessions end one after the other, and each time the first in line must be served.
    ///
    /// @param order the clients that still wait, in the order in which they came
    /// @param holders whose sessions end, as many as are needed
    /// @param most how many of them end at most
    /// @return the clients that have a session afterwards
    public List<Client> moves(Stage stage, List<Client> order, List<Client> holders, int most)
            throws InterruptedException {
        int turns = Math.min(most, Math.min(order.size(), holders.size()));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            Endings.shutDownBeforeOthers(stage, List.of(holders.get(i)));
            if (served(order.get(i), SOON).isEmpty()) {
                wrong.add(order.get(i).session() + " was not served in its turn");
            }
        }
        for (Client behind : order.subList(turns, order.size())) {
            if (!waits(behind)) {
                wrong.add(behind.session() + " waits no more");
            }
        }
        stage.check(
                "Each place goes to who has waited longest",
                check -> {
                    wrong.forEach(each -> check.that(false, each));
                    check.summary(turns + " served, " + (order.size() - turns) + " still wait");
                });
        List<Client> active = new ArrayList<>(holders.subList(turns, holders.size()));
        active.addAll(order.subList(0, turns));
        return active;
    }

    /// The pod that serves a client; empty if none does within the limit.
    public Optional<String> served(Client client, Duration limit) throws InterruptedException {
        return stream(client).next(limit).map(Reply.Served::pod);
    }

    /// Whether the client still waits: it was neither served nor told anything.
    public boolean waits(Client client) throws InterruptedException {
        Subscription stream = stream(client);
        return stream.next(Duration.ZERO).isEmpty() && stream.ended().isEmpty();
    }

    private Subscription stream(Client client) {
        return streams.get(clients.indexOf(client));
    }

    /// Everybody leaves the line, and those who were served end their streams.
    public void leave() {
        streams.forEach(Subscription::close);
    }

    @Override
    public void close() {
        leave();
    }
}
