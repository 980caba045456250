package io.monopod.scenarios.cli;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.Answer;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;

import java.time.Duration;
import java.time.InstantSource;

/// Checks that a gateway answers, so that a scenario does not fail in many places because none
/// does.
final class Probe {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Probe() {}

    /// Makes one call that every gateway answers.
    ///
    /// @throws NoSystem if nothing that speaks gRPC answers, or the endpoint's settings are invalid
    static void check(Endpoint gateway) throws NoSystem, InterruptedException {
        try (Clients clients = new Clients("probe", event -> {}, InstantSource.system())) {
            Client client = clients.open(gateway, "probe");
            Answer answer = client.login(new Credentials("", ""), "", TIMEOUT).answer();
            if (answer.local()) {
                throw new NoSystem("cannot reach a gateway at " + gateway + ": " + why(answer));
            }
        } catch (IllegalArgumentException e) {
            throw new NoSystem(String.valueOf(e.getMessage()));
        }
    }

    private static String why(Answer answer) {
        if (answer.code() == Code.DEADLINE_EXCEEDED) {
            return "no answer within " + TIMEOUT.toSeconds() + " s";
        }
        return answer.message().lines().findFirst().orElse("no answer");
    }
}
