package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.HoldingClients;
import io.monopod.scenarios.steps.Logins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every instance is held; one more client is refused, and served once an instance is free.
final class NoInstancesAvailable implements Scenario {
    @Override
    public About about() {
        return new About(
                "no_instances_available",
                "Every instance is held, and one more client comes",
                """
        As many clients as there are instances take one each. One more client is told that all are \
        busy, and when to come back. When one of the others has ended its session, it is served.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int instances = stage.parameters().instances();
        List<Client> holders = new ArrayList<>(stage.clients(instances));
        Client late = stage.client("latecomer");
        stage.step(
                "Log in " + (instances + 1) + " clients",
                () -> {
                    List<Client> all = new ArrayList<>(holders);
                    all.add(late);
                    Logins.requireAll(stage, all);
                });
        stage.step(
                "The first " + instances + " take an instance each",
                () -> HoldingClients.require(stage, holders));
        stage.step("One more asks for an instance", () -> isRefused(stage, late, instances));
        stage.step(
                "One session ends, and the late client asks again",
                () -> {
                    Client leaving = holders.removeFirst();
                    Endings.shutDown(stage, List.of(leaving));
                    isServed(stage, late, holders);
                });
        stage.step(
                "All shut down",
                () -> {
                    holders.add(late);
                    Endings.shutDown(stage, holders);
                });
    }

    private static void isRefused(Stage stage, Client late, int instances)
            throws InterruptedException {
        Exchange refused = late.echo("is there room?");
        String count = Integer.toString(instances);
        stage.check(
                "It is told that all instances are busy, and when to come back",
                check ->
                        check.answered(refused, ContractError.ALL_INSTANCES_BUSY)
                                .metadata(refused, Map.of("total", count, "busy", count))
                                .summary("RESOURCE_EXHAUSTED 'all instances are busy'"));
    }

    /// Whether it got the freed place. A fresh process may have taken that place, so the check is
    /// that no other client has the pod.
    private static void isServed(Stage stage, Client late, List<Client> holders)
            throws InterruptedException {
        Exchange served = late.echo("and now?", late.envelope().asAttempt(2));
        stage.check(
                "It gets the instance that was given back",
                check -> {
                    Echoes.whole(check, served, "and now?");
                    String pod = Echoes.pod(served);
                    List<String> others =
                            holders.stream()
                                    .map(each -> String.valueOf(each.view().pod()))
                                    .toList();
                    check.that(
                                    served,
                                    !others.contains(pod),
                                    "on "
                                            + pod
                                            + "; the others are on "
                                            + String.join(" and ", others))
                            .summary("on " + pod);
                });
    }
}
