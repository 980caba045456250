package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.engine.Faults;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Exchange;

import java.time.Duration;
import java.util.List;

/// The gateway is killed under running sessions: each is found again where it was.
final class GatewayRestart implements Scenario {
    private static final String VALUE = "still there?";

    /// A lease for the instances to report in, and as much again for a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "gateway_restart";
    }

    @Override
    public String title() {
        return "The gateway is killed, and every session is found where it was";
    }

    @Override
    public String description() {
        return """
        Every instance is held when the gateway is killed. A new one starts on the same ports and \
        knows nothing: it places no new session before the instances have had time to report. Each \
        client, with the token that it had, reaches the pod that it had; a newcomer is told to wait, \
        and then that all are busy.""";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.instances(3, 1));
    }

    @Override
    public Need need() {
        return Need.OWN_SYSTEM;
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        List<Client> holders = stage.clients(stage.parameters().instances());
        Client newcomer = stage.client("newcomer");
        Faults faults = stage.faults();
        Takers.takeEvery(stage, holders, List.of(newcomer));
        List<String> pods =
                holders.stream().map(client -> String.valueOf(client.view().pod())).toList();
        stage.step("Kill the gateway", faults::killGateway);
        stage.step("Call while there is none", () -> nobodyAnswers(stage, holders));
        stage.step("Start it again", faults::restartGateway);
        stage.step("Every client calls again", () -> areFound(stage, holders, pods));
        stage.step("A newcomer asks for an instance", () -> isHeldOff(stage, newcomer));
        stage.step("All shut down", () -> Endings.shutDown(stage, holders));
    }

    private static void nobodyAnswers(Stage stage, List<Client> holders)
            throws InterruptedException {
        Exchange unanswered = holders.getFirst().echo(VALUE);
        stage.check(
                "A call finds nobody",
                check -> check.unanswered(unanswered).summary(unanswered.answer().message()));
    }

    private static void areFound(Stage stage, List<Client> holders, List<String> pods)
            throws InterruptedException {
        List<Exchange> echoes =
                stage.together(
                        holders,
                        client -> Patience.echo(client, VALUE, PATIENCE, GatewayRestart::isEarly));
        stage.check(
                "Each keeps the pod that it had",
                check -> {
                    for (int i = 0; i < echoes.size(); i++) {
                        Echoes.wholeOn(check, echoes.get(i), VALUE, pods.get(i));
                    }
                    check.summary(echoes.size() + " of " + holders.size());
                });
    }

    private static void isHeldOff(Stage stage, Client newcomer) throws InterruptedException {
        Exchange refused = Patience.echo(newcomer, VALUE, PATIENCE, GatewayRestart::isEarly);
        Refusals.answered(
                stage,
                "It gets no instance that another has, and once the start is over it is told why",
                Contract.ALL_INSTANCES_BUSY,
                refused);
    }

    /// Before the instances have reported: the gateway waits a lease for them. On a machine that is
    /// too busy for them to report in that time, it knows of none for a moment more.
    private static boolean isEarly(Answer answer) {
        return Contract.GATEWAY_STARTING.matches(answer)
                || Contract.BACKEND_UNAVAILABLE.matches(answer);
    }
}
