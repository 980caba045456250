package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.GatewayState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;

class GatewayKnowledgeTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final GatewayKnowledge knowledge = new GatewayKnowledge("");

    @Test
    void nothingIsKnownOfAClosedSystem() {
        assertThat(knowledge.sighted(Sighting.SERVING, START, START)).isEmpty();
        assertThat(knowledge.view(START)).isEqualTo(new GatewayState.None());
    }

    @Test
    void goodNewsGrowsOldByItself() {
        knowledge.open(START);

        assertThat(knowledge.view(START.plus(SECOND)).tone()).isEqualTo(Tone.GOOD);
        assertThat(knowledge.view(START.plusSeconds(2)).tone()).isEqualTo(Tone.BAD);
    }

    @Test
    void silenceKeepsWhenItWasHeardLast() {
        knowledge.open(START);
        knowledge.sighted(Sighting.GONE, START.plusSeconds(1), START.plusSeconds(2));
        knowledge.sighted(Sighting.GONE, START.plusSeconds(9), START.plusSeconds(12));

        assertThat(knowledge.view(START.plusSeconds(10)))
                .isInstanceOfSatisfying(
                        GatewayState.Silent.class,
                        silent -> {
                            assertThat(silent.since(START.plusSeconds(10)))
                                    .isEqualTo(Duration.ofSeconds(10));
                            assertThat(silent.untilRetry(START.plusSeconds(10)))
                                    .isEqualTo(Duration.ofSeconds(2));
                        });
    }

    @ParameterizedTest
    @EnumSource(Sighting.class)
    void onlyNewsIsAnEvent(Sighting sighting) {
        knowledge.open(START);
        boolean news = sighting != Sighting.SERVING;

        assertThat(knowledge.sighted(sighting, START.plus(SECOND), START).isPresent())
                .isEqualTo(news);
        assertThat(knowledge.sighted(sighting, START.plus(SECOND), START)).isEmpty();
    }

    @Test
    void returnSaysHowLongItWasAway() {
        knowledge.open(START);
        knowledge.sighted(Sighting.HUNG, START.plusSeconds(2), START);

        assertThat(knowledge.sighted(Sighting.SERVING, START.plusSeconds(12), START))
                .contains(
                        new ConsoleEvent.GatewaySeen("", Sighting.SERVING, Duration.ofSeconds(12)));
    }
}
