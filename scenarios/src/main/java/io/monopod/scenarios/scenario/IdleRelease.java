package io.monopod.scenarios.scenario;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.engine.Contract;
import io.monopod.scenarios.engine.Parameter;
import io.monopod.scenarios.engine.Parameters;
import io.monopod.scenarios.engine.Scenario;
import io.monopod.scenarios.engine.Stage;
import io.monopod.scenarios.event.Exchange;
import io.monopod.scenarios.system.SystemSpec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A client falls silent without shutting down, and its instance goes to somebody else.
final class IdleRelease implements Scenario {
    private static final String VALUE = "anybody there?";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofMillis(250);

    /// The idle time, and as much again and more for a busy machine.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "idle_release";
    }

    @Override
    public String title() {
        return "A client falls silent, and its instance goes to one who waits for it";
    }

    @Override
    public String description() {
        return """
        A session that nobody uses for two seconds ends here. Every instance is taken, and no client \
        shuts down. All go on calling but one, whose instance then serves a newcomer; the others \
        keep theirs. When the silent one calls again, its session is over and no instance is left.""";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.instances(3, 2));
    }

    /// It cannot wait for the idle time of somebody else's gateway.
    @Override
    public Need need() {
        return Need.OWN_SYSTEM;
    }

    @Override
    public SystemSpec system(Parameters parameters) {
        return Scenario.super
                .system(parameters)
                .withGatewaySetting("session-idle", IDLE.toSeconds() + "s");
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client silent = stage.client("silent");
        Client newcomer = stage.client("newcomer");
        List<Client> busy = stage.clients(stage.parameters().instances() - 1);
        List<Client> holders = new ArrayList<>(busy);
        holders.add(silent);
        Takers.takeEvery(stage, holders, List.of(newcomer));
        String pod = String.valueOf(silent.view().pod());
        List<String> pods =
                busy.stream().map(client -> String.valueOf(client.view().pod())).toList();
        stage.step(
                "One falls silent, the others call on",
                () -> isServedInstead(stage, newcomer, busy, pod));
        stage.step("The others call once more", () -> haveKept(stage, busy, pods));
        stage.step(
                "The silent one comes back",
                () ->
                        Refusals.answered(
                                stage,
                                "Its session is over, and nothing is left",
                                Contract.ALL_INSTANCES_BUSY,
                                silent.echo(VALUE)));
        stage.step(
                "All shut down",
                () -> {
                    List<Client> served = new ArrayList<>(busy);
                    served.add(newcomer);
                    Endings.shutDown(stage, served);
                });
    }

    private static void isServedInstead(Stage stage, Client newcomer, List<Client> busy, String pod)
            throws InterruptedException {
        Exchange served = untilServed(stage, newcomer, busy);
        stage.check(
                "The silent one's instance serves the newcomer",
                check -> {
                    Echoes.wholeOn(check, served, VALUE, pod).summary("on " + pod);
                });
    }

    /// The newcomer asks again and again; meanwhile the other sessions are in use.
    private static Exchange untilServed(Stage stage, Client newcomer, List<Client> busy)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Exchange answered = newcomer.echo(VALUE);
        for (int attempt = 2;
                Contract.ALL_INSTANCES_BUSY.matches(answered.answer())
                        && Instant.now().isBefore(deadline);
                attempt++) {
            Pause.of(BETWEEN);
            stage.together(busy, client -> client.echo(VALUE));
            answered = newcomer.echo(VALUE, newcomer.envelope().asAttempt(attempt));
        }
        return answered;
    }

    private static void haveKept(Stage stage, List<Client> busy, List<String> pods)
            throws InterruptedException {
        List<Exchange> echoes = stage.together(busy, client -> client.echo(VALUE));
        stage.check(
                "Who calls keeps the pod",
                check -> {
                    for (int i = 0; i < echoes.size(); i++) {
                        Echoes.wholeOn(check, echoes.get(i), VALUE, pods.get(i));
                    }
                    check.summary(echoes.size() + " of " + busy.size());
                });
    }
}
