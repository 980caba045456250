package io.monopod.scenarios.scenario;

import static java.util.function.Predicate.not;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Check;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.ClientState;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.system.Policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// More clients than instances at the same time: the scenario that the project started from.
final class SystemOverload implements Scenario {
    @Override
    public About about() {
        return new About(
                "system_overload",
                "More clients than instances, all at once",
                """
        Every client logs in, then all ask for an instance at the same moment. Each instance serves \
        one session, so some are served and the rest are told why not. Those that were served then \
        shut their sessions down.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.clients(4, 1), Parameter.instances(3, 1)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> clients = stage.clients(stage.parameters().clients());
        stage.step(
                "Log in " + clients.size() + " clients", () -> Logins.requireAll(stage, clients));
        Overload overload = new Overload(stage, clients);
        stage.step("All ask for an instance at once", overload::crowd);
        overload.check();
        stage.step("Those that were served shut down", overload::cleanUp);
    }

    /// The answers of one run.
    private static final class Overload {
        private final Stage stage;
        private final List<Client> clients;
        private List<Exchange> echoes = List.of();

        private Overload(Stage stage, List<Client> clients) {
            this.stage = stage;
            this.clients = clients;
        }

        private void crowd() throws InterruptedException {
            echoes =
                    stage.together(
                            clients, client -> client.echo("hello from " + client.session()));
        }

        private List<Exchange> served() {
            return echoes.stream().filter(echo -> echo.answer().ok()).toList();
        }

        private List<Exchange> refused() {
            return echoes.stream().filter(not(echo -> echo.answer().ok())).toList();
        }

        private void check() {
            stage.check(servedTitle(), this::someAreServed);
            stage.check(
                    "Each answer is the client's own, from its instance", this::answersAreWhole);
            stage.check("Served clients are on different pods", this::podsDiffer);
            stage.system().policy().ifPresentOrElse(this::checkRefusals, this::skipRefusals);
        }

        private void checkRefusals(Policy policy) {
            switch (policy) {
                case EXCLUSIVE ->
                        stage.check("Every other client is told that all are busy", this::allBusy);
                case STRICT ->
                        stage.check("Every other client is told whom it met", this::conflicts);
            }
        }

        private void skipRefusals() {
            stage.skip(
                    "Every other client is told what the policy says",
                    "the gateway's policy is unknown: it tells it at its admin address");
        }

        private boolean isExclusive() {
            return stage.system().policy().equals(Optional.of(Policy.EXCLUSIVE));
        }

        private String servedTitle() {
            return isExclusive()
                    ? "As many clients are served as there are instances"
                    : "Some clients are served";
        }

        private void someAreServed(Check check) {
            // Where the policy is unknown, so is the number of instances.
            int max =
                    stage.system().policy().isEmpty()
                            ? clients.size()
                            : Math.min(clients.size(), stage.parameters().instances());
            int count = served().size();
            boolean right = isExclusive() ? count == max : count >= 1 && count <= max;
            check.that(
                            right,
                            "%d of %d clients served by %d instances"
                                    .formatted(
                                            count, clients.size(), stage.parameters().instances()))
                    .summary(count + " served, " + refused().size() + " refused");
        }

        private void answersAreWhole(Check check) {
            served().forEach(
                            echo ->
                                    Echoes.whole(
                                            check, echo, "hello from " + echo.call().session()));
            check.summary(served().size() + " answers as the contract has them");
        }

        private void podsDiffer(Check check) {
            Set<String> pods =
                    served().stream().map(echo -> Echoes.pod(echo)).collect(Collectors.toSet());
            served().forEach(echo -> check.that(echo, true, "on " + Echoes.pod(echo)));
            check.that(pods.size() == served().size(), onPods(served().size(), pods.size()))
                    .summary(onPods(served().size(), pods.size()));
        }

        private static String onPods(int sessions, int pods) {
            return "%d %s on %d %s"
                    .formatted(
                            sessions,
                            sessions == 1 ? "session" : "sessions",
                            pods,
                            pods == 1 ? "pod" : "pods");
        }

        private void allBusy(Check check) {
            String instances = Integer.toString(stage.parameters().instances());
            for (Exchange echo : refused()) {
                check.answered(echo, ContractError.ALL_INSTANCES_BUSY)
                        .metadata(echo, Map.of("total", instances, "busy", instances));
            }
            check.summary(refused().size() + " x RESOURCE_EXHAUSTED 'all instances are busy'");
        }

        private void conflicts(Check check) {
            Set<String> holders =
                    served().stream()
                            .map(echo -> String.valueOf(echo.call().session()))
                            .collect(Collectors.toSet());
            for (Exchange echo : refused()) {
                Answer answer = echo.answer();
                check.answered(echo, ContractError.SESSION_CONFLICT);
                boolean named =
                        holders.stream()
                                .map(
                                        old ->
                                                ContractError.SESSION_CONFLICT.message(
                                                        old, String.valueOf(echo.call().session())))
                                .anyMatch(answer.message()::equals);
                check.that(echo, named, "names the holder and the newcomer: " + answer.message());
            }
            check.summary(refused().size() + " x INTERNAL 'Session conflict'");
        }

        private void cleanUp() throws InterruptedException {
            Endings.shutDown(
                    stage,
                    clients.stream()
                            .filter(client -> client.view().state() == ClientState.ACTIVE)
                            .toList());
        }
    }
}
