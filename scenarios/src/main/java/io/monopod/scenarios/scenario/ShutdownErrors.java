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
import io.monopod.scenarios.steps.Refusals;

import java.util.List;

/// Shutdowns of missing sessions and of other users' sessions.
final class ShutdownErrors implements Scenario {
    @Override
    public About about() {
        return new About(
                "shutdown_errors",
                "Shut down what is not there, or not one's own",
                """
        A client shuts down before it has a session, and again after it has ended; another tries to \
        end a session that is not its own. Each is told so, no session is harmed, and no instance is \
        left bound.""",
                Need.ANY_SYSTEM,
                List.of(Parameter.instances(3, 1)));
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        Client client = stage.client();
        stage.step("Log in", () -> Logins.require(stage, client));
        stage.step(
                "Shut down before the first call",
                () -> {
                    Exchange early = client.shutdown();
                    notSet(stage, "There is no session yet", early);
                });
        HoldingClients.requireAllFree(stage);
        stage.step(
                "Call, shut down, and shut down again",
                () -> {
                    HoldingClients.require(stage, List.of(client));
                    Endings.shutDown(stage, List.of(client));
                    notSet(stage, "There is no session any more", client.shutdown());
                });
        stage.step("Shut down the session of another", () -> shutDownOthersSession(stage, client));
        HoldingClients.requireAllSoonFree(stage);
    }

    private static void shutDownOthersSession(Stage stage, Client holder)
            throws InterruptedException {
        String title = "A shutdown of another's session is refused";
        if (stage.system().control().isEmpty()) {
            stage.skip(title, "only a call past the gateway can reach another's instance");
            return;
        }
        HoldingClients.require(stage, List.of(holder));
        Client stranger = stage.client("stranger");
        Logins.require(stage, stranger);
        Client direct =
                stage.client(
                        "direct",
                        stage.faults().instanceOf(String.valueOf(holder.view().pod())).endpoint());
        Exchange refused = direct.shutdown(stranger.envelope());
        stage.check(
                title,
                check ->
                        check.said(
                                        refused,
                                        ContractError.CLIENT_SESSION_MISMATCH,
                                        stranger.session(),
                                        holder.session())
                                .summary(refused.answer().message()));
        Exchange still = holder.echo("still here");
        stage.check(
                "The holder is served as before",
                check -> {
                    Echoes.whole(check, still, "still here");
                    check.summary("on " + Echoes.pod(still));
                });
        Endings.shutDown(stage, List.of(holder));
        notSet(
                stage,
                "A direct shutdown of an empty instance is refused",
                direct.shutdown(stranger.envelope()));
    }

    private static void notSet(Stage stage, String wrong, Exchange shutdown) {
        Refusals.said(stage, wrong, ContractError.SESSION_NOT_SET, shutdown);
    }
}
