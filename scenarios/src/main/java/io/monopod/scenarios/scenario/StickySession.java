package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Logins;

import java.util.ArrayList;
import java.util.List;

/// Two clients take turns, each always on its own pod.
final class StickySession implements Scenario {
    private static final String ECHOES = "echoes";

    @Override
    public About about() {
        return new About(
                "sticky_session",
                "Two clients call in turn, each always on its own pod",
                """
        Two clients log in and call by turns. However their calls alternate, each client's go to the \
        instance that its first one got, and the two are never on the same.""",
                Need.ANY_SYSTEM,
                List.of(
                        Parameter.instances(3, 2),
                        new Parameter(ECHOES, "calls of each client", 10, 1, 10_000)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client first = stage.client();
        Client second = stage.client();
        List<Exchange> ofFirst = new ArrayList<>();
        List<Exchange> ofSecond = new ArrayList<>();
        stage.step("Log in two clients", () -> Logins.requireAll(stage, List.of(first, second)));
        stage.step(
                "They call by turns, " + stage.parameters().get(ECHOES) + " times each",
                () -> {
                    for (int i = 0; i < stage.parameters().get(ECHOES); i++) {
                        ofFirst.add(first.echo("first " + i));
                        ofSecond.add(second.echo("second " + i));
                    }
                });
        stage.check("The first client's calls reach one pod", c -> Echoes.onePod(c, ofFirst));
        stage.check("The second client's calls reach one pod", c -> Echoes.onePod(c, ofSecond));
        stage.check(
                "The two pods differ",
                check -> {
                    String one = Echoes.pod(ofFirst.getFirst());
                    String other = Echoes.pod(ofSecond.getFirst());
                    check.that(!one.equals(other), one + " and " + other)
                            .summary(one + " and " + other);
                });
        stage.step("Both shut down", () -> Endings.shutDown(stage, List.of(first, second)));
    }
}
