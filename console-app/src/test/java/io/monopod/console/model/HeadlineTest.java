package io.monopod.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.Simulation;
import io.monopod.console.service.system.Link;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.Frame;
import io.monopod.console.state.LiveModel;
import io.monopod.scenarios.event.Code;
import io.monopod.scenarios.system.SystemSpec;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class HeadlineTest {
    private static final Link OFF = new Link.Off();

    private final LiveModel live = new LiveModel();
    private final Simulation run = new Simulation(live, Instant.parse("2026-01-01T12:00:00Z"));

    private Headline headline() {
        return Headline.of(live.frame(Frame.Request.STANDARD, run.now()), OFF);
    }

    @Test
    void saysWhyTheFourthClientWasRefused() {
        run.overload().overloadDone();

        assertThat(headline().tone()).isEqualTo(Tone.GOOD);
        assertThat(headline().text())
                .isEqualTo(
                        "3 of 4 clients got an instance of their own. client-4 was refused,"
                                + " RESOURCE_EXHAUSTED (8) “all instances are busy”: every"
                                + " instance was serving another session.");
    }

    @Test
    void countsClientsWithTheSameAnswer() {
        run.begin("Many", 6, 1);
        for (int i = 1; i <= 6; i++) {
            run.client(i).login(i);
        }
        run.served(1, "pod-1", Duration.ofMillis(2)).refused(2).refused(3).refused(4).refused(5);
        run.refused(6, Code.UNAVAILABLE, "backend service unavailable", "BACKEND_UNAVAILABLE");

        assertThat(headline().text())
                .startsWith("1 of 6 clients got an instance of their own. 4 clients were refused,")
                .contains("client-6 was refused, UNAVAILABLE (14) “backend service unavailable”");
    }

    @Test
    void allServedIsOneSentence() {
        run.begin("One", 1, 1).client(1).login(1).served(1, "pod-1", Duration.ofMillis(2));

        assertThat(headline().text()).isEqualTo("The client got an instance of its own.");
    }

    @Test
    void startingSystemReplacesTheLastRun() {
        run.overload().overloadDone();
        Link opening = new Link.Opening(new Link.Target.Local(SystemSpec.STANDARD), "2 of 4 ready");

        Headline headline = Headline.of(live.frame(Frame.Request.STANDARD, run.now()), opening);

        assertThat(headline)
                .isEqualTo(new Headline(Tone.NEUTRAL, "Starting a local system", "2 of 4 ready"));
    }

    @Test
    void withoutASystemItSaysWhatToDo() {
        assertThat(headline().text()).startsWith("Press Run overload");
    }
}
