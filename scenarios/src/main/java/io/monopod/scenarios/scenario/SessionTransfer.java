package io.monopod.scenarios.scenario;

import io.monopod.contract.ContractError;
import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.ContractAnswer;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.steps.Echoes;
import io.monopod.scenarios.steps.Endings;
import io.monopod.scenarios.steps.Logins;
import io.monopod.scenarios.steps.Refusals;
import io.monopod.scenarios.steps.Retries;
import io.monopod.scenarios.system.AfterSession;
import io.monopod.scenarios.system.Supervision;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A session ends and starts again on another pod, until no pod is left.
final class SessionTransfer implements Scenario {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public About about() {
        return new About(
                "session_transfer",
                "A session moves from pod to pod, until none is left",
                """
        Each session ends its instance's process here, and nobody starts another. A client calls and \
        shuts down, again and again with the same session id: each time it is served by a pod that it \
        has not seen, and when the last has gone it is told that there is none.""",
                Need.OWN_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return SystemSpec.STANDARD
                .withInstances(parameters.instances())
                .withAfterSession(AfterSession.EXIT)
                .withSupervision(Supervision.LEAVE);
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        Set<String> pods = new LinkedHashSet<>();
        stage.step("Log in", () -> Logins.require(stage, client));
        for (int left = stage.parameters().instances(); left > 0; left--) {
            String instances = left == 1 ? "1 instance" : left + " instances";
            stage.step(
                    "Call and shut down, with " + instances + " left",
                    () -> callAndShutDown(stage, client, pods));
        }
        stage.step("Call when none is left", () -> noneIsLeft(stage, client));
    }

    private static void callAndShutDown(Stage stage, Client client, Set<String> pods)
            throws InterruptedException {
        Exchange echo = client.echo("who is there?");
        stage.require(
                "It is served by a pod that it has not seen",
                check -> {
                    Echoes.whole(check, echo, "who is there?");
                    String pod = Echoes.pod(echo);
                    check.that(echo, pods.add(pod), "on " + pod).summary("on " + pod);
                });
        Endings.shutDown(stage, List.of(client));
    }

    /// The last instance takes no more sessions but has not exited yet.
    private static boolean isStillGoing(Answer answer) {
        return ContractAnswer.to(ContractError.NO_AVAILABLE_INSTANCES).matches(answer);
    }

    private static void noneIsLeft(Stage stage, Client client) throws InterruptedException {
        Refusals.answered(
                stage,
                "No instance is left",
                ContractError.BACKEND_UNAVAILABLE,
                Retries.echo(client, "anybody there?", TIMEOUT, SessionTransfer::isStillGoing));
    }
}
