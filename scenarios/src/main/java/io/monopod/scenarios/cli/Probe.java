package io.monopod.scenarios.cli;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import java.time.Duration;
import java.time.InstantSource;

/// Whether a gateway answers at all, before a scenario fails in a dozen places because none does.
final class Probe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Probe() {}

    /// Makes one call that any gateway of the contract answers.
    ///
    /// @throws NoSystem if nothing that speaks gRPC answers there, or how it should be spoken to is
    ///   no good
    static void check(Endpoint gateway) throws NoSystem, InterruptedException {
        try (Clients clients = new Clients("probe", event -> {}, InstantSource.system())) {
            Client client = clients.open(gateway, "probe");
            Answer answer = client.login(new Credentials("", ""), "", PATIENCE).answer();
            if (answer.local()) {
                throw new NoSystem("cannot reach a gateway at " + gateway + ": " + why(answer));
            }
        } catch (IllegalArgumentException e) {
            throw new NoSystem(String.valueOf(e.getMessage()));
        }
    }

    private static String why(Answer answer) {
        if (answer.code() == Code.DEADLINE_EXCEEDED) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        return answer.message().lines().findFirst().orElse("no answer");
    }
}
