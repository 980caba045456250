package io.monopod.console.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.Look;
import io.monopod.console.admin.Sighting;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Which of several gateways is asked.
class GatewayGroupTest {
    private final GatewayGroup group = new GatewayGroup(List.of(site(), site(), site()), 0);

    @Test
    void lossOfAnotherOneChangesNothing() {
        assertThat(group.sighted(1, Sighting.GONE)).isEmpty();
        assertThat(group.asked()).isZero();
    }

    @Test
    void oneThatServesIsAskedInPlaceOfOneThatDoesNot() {
        group.sighted(1, Sighting.DRAINING);

        assertThat(group.sighted(0, Sighting.HUNG)).isEqualTo(OptionalInt.of(2));
        assertThat(group.asked()).isEqualTo(2);
    }

    @Test
    void theNewOneIsKeptWhenTheOldOneComesBack() {
        group.sighted(0, Sighting.GONE);

        assertThat(group.sighted(0, Sighting.SERVING)).isEmpty();
        assertThat(group.asked()).isEqualTo(1);
    }

    @Test
    void whenNoneServesTheFirstThatComesBackIsAsked() {
        group.sighted(1, Sighting.GONE);
        group.sighted(2, Sighting.GONE);
        assertThat(group.sighted(0, Sighting.GONE)).isEmpty();

        assertThat(group.sighted(2, Sighting.SERVING)).isEqualTo(OptionalInt.of(2));
    }

    private static GatewaySite site() {
        return new GatewaySite("a gateway", () -> Look.of(Sighting.SERVING), Optional.empty());
    }
}
