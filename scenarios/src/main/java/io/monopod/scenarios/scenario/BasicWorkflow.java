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

/// The life of one session: log in, echo, shut down.
final class BasicWorkflow implements Scenario {
    private static final String ECHOES = "echoes";

    @Override
    public About about() {
        return new About(
                "basic_workflow",
                "Log in, ten echoes on one pod, shut down",
                """
        One client logs in and calls several times. The first call gets it an instance, every other \
        call reaches the same one, and the shutdown ends the session there.""",
                Need.ANY_SYSTEM,
                List.of(
                        Parameter.instances(3, 1),
                        new Parameter(ECHOES, "calls to make", 10, 1, 10_000)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        List<Exchange> echoes = new ArrayList<>();
        stage.step("Log in", () -> Logins.require(stage, client));
        stage.step(
                "Call " + stage.parameters().get(ECHOES) + " times",
                () -> {
                    for (int i = 0; i < stage.parameters().get(ECHOES); i++) {
                        echoes.add(client.echo("echo " + i));
                    }
                });
        stage.check(
                "Each answer is as the contract has it",
                check -> {
                    for (int i = 0; i < echoes.size(); i++) {
                        Echoes.whole(check, echoes.get(i), "echo " + i);
                    }
                    check.summary(echoes.size() + " answers");
                });
        stage.check("All come from one pod", check -> Echoes.onePod(check, echoes));
        stage.step("Shut down", () -> Endings.shutDown(stage, List.of(client)));
    }
}
