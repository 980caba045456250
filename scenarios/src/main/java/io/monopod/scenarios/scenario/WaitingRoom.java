package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.RequestOptions;
import io.monopod.scenarios.client.Subscription;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.ErrorDetail;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.event.Reply;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Retries;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Clients wait in line for an instance, and are served in order of arrival.
final class WaitingRoom implements Scenario {
    private static final String VALUE = "my turn?";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(5);

    @Override
    public About about() {
        return new About(
                "waiting_room",
                "Clients wait in line, and get an instance in order of arrival",
                """
        Every instance is held. Clients that ask to wait (session-wait) stand in line: one gives up \
        and one runs out of time, which is told its place; nobody who does not wait overtakes them. \
        Each instance that becomes free goes to the first that is still there.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.instances(3, 2)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> holders = stage.clients(stage.parameters().instances());
        Line line =
                new Line(
                        stage,
                        stage.client("first"),
                        stage.client("leaver"),
                        stage.client("second"),
                        stage.client("newcomer"));
        HoldingClients.takeEvery(stage, holders, line.clients());
        try (Subscription first = line.first.subscribe(VALUE, waiting(line.first))) {
            stage.step("The first comes to wait", () -> line.isSoonAt(1));
            stage.step("Others come, and do not stay", line::othersLeave);
            try (Subscription second = line.second.subscribe(VALUE, waiting(line.second))) {
                stage.step("The second comes to wait", () -> line.isSoonAt(2));
                Leaving one = new Leaving(holders, 0);
                Leaving other = new Leaving(holders, 1);
                stage.step("A session ends", () -> line.moves(one, first, second));
                stage.step("Another one ends", () -> line.ends(other, second));
            }
        }
        List<Client> served = new ArrayList<>(holders.subList(2, holders.size()));
        served.add(line.first);
        served.add(line.second);
        stage.step("All shut down", () -> Endings.shutDown(stage, served));
    }

    private static RequestOptions waiting(Client client) {
        return client.envelope().waiting(LONG);
    }

    /// The holder whose session ends.
    private record Leaving(List<Client> holders, int index) {
        Client client() {
            return holders.get(index);
        }

        /// Whether the pod can be the one that became free: the same pod, or a fresh one where each
        /// session ends its process, but not another holder's.
        boolean makesRoomFor(String pod) {
            return holders.stream()
                    .filter(holder -> holder != client())
                    .noneMatch(holder -> pod.equals(holder.view().pod()));
        }
    }

    /// The clients without an instance, in order of arrival.
    private record Line(Stage stage, Client first, Client leaver, Client second, Client newcomer) {
        List<Client> clients() {
            return List.of(first, leaver, second, newcomer);
        }

        /// Checks the length by the refusal of a client that does not wait.
        void isSoonAt(int length) throws InterruptedException {
            Exchange refused =
                    Retries.echo(
                            newcomer,
                            VALUE,
                            SOON,
                            answer -> !waits(answer.error()).equals(Integer.toString(length)));
            stage.require(
                    "A newcomer that does not wait is told how many do: " + length,
                    check ->
                            check.answered(refused, ContractError.ALL_INSTANCES_BUSY)
                                    .metadata(
                                            refused, Map.of("waiting", Integer.toString(length))));
        }

        private static String waits(@Nullable ErrorDetail error) {
            return error == null ? "" : error.metadata().getOrDefault("waiting", "");
        }

        void othersLeave() throws InterruptedException {
            Exchange late = leaver.echo(VALUE, leaver.envelope().waiting(SHORT));
            stage.check(
                    "One that would not wait for long is told its place, and when to come back",
                    check ->
                            check.answered(late, ContractError.QUEUE_TIMEOUT)
                                    .metadata(late, Map.of("position", "2", "waiting", "2"))
                                    .summary("QUEUE_TIMEOUT at position 2"));
            try (Subscription stream = leaver.subscribe(VALUE, waiting(leaver))) {
                isSoonAt(2);
                stream.cancel();
            }
            isSoonAt(1);
        }

        void moves(Leaving leaving, Subscription next, Subscription after)
                throws InterruptedException {
            ends(leaving, next);
            boolean stillWaits = after.next(SHORT).isEmpty() && after.ended().isEmpty();
            stage.check(
                    "The second still waits",
                    check -> check.that(stillWaits, "it was served, or told something"));
        }

        void ends(Leaving leaving, Subscription next) throws InterruptedException {
            Endings.shutDownBeforeOthers(stage, List.of(leaving.client()));
            List<String> pods = new ArrayList<>();
            next.next(SOON).map(Reply.Served::pod).ifPresent(pods::add);
            stage.check(
                    "Who has waited longest gets its place",
                    check ->
                            check.that(
                                            pods.size() == 1
                                                    && leaving.makesRoomFor(pods.getFirst()),
                                            "served by " + String.join(" and ", pods))
                                    .summary("on " + String.join(" and ", pods)));
        }
    }
}
