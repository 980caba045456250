package io.monopod.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.console.admin.GatewaysReport;
import io.monopod.console.admin.Look;
import io.monopod.console.admin.Role;
import io.monopod.console.admin.Sighting;
import io.monopod.console.snapshot.ConsoleEvent;
import io.monopod.console.snapshot.ConsoleEvent.Tone;
import io.monopod.console.snapshot.GatewayState;
import io.monopod.console.snapshot.Gateways;
import io.monopod.console.snapshot.Gateways.Member;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Several gateways, as the console sees them.
class GatewayStatesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final GatewayStates gateways = new GatewayStates();

    @BeforeEach
    void twoOfWhichTheFirstLeads() {
        gateways.open(List.of("g-1", "g-2"), START);
        see(0, Sighting.SERVING, Role.LEADER);
        see(1, Sighting.SERVING, Role.FOLLOWER);
    }

    @Test
    void allIsWellWhileEachServesAndOneLeads() {
        assertThat(view().state()).isEqualTo(new GatewayState.Serving(START));
        assertThat(view().tone()).isEqualTo(Tone.GOOD);
        assertThat(view().leader()).contains("g-1");
    }

    @Test
    void lossOfOneIsAWarningWhileTheOtherLeads() {
        see(1, Sighting.GONE, Role.ALONE);

        assertThat(view().state().isTrouble()).isFalse();
        assertThat(view().isReduced()).isTrue();
        assertThat(view().tone()).isEqualTo(Tone.WARNING);
        assertThat(gateways.areSilent(START)).isFalse();
    }

    @Test
    void withoutItsLeaderTheSystemIsLeaderlessUntilTheNext() {
        see(0, Sighting.GONE, Role.ALONE);

        assertThat(view().state()).isEqualTo(new GatewayState.Leaderless(START));

        assertThat(see(1, Sighting.SERVING, Role.LEADER))
                .containsExactly(new ConsoleEvent.GatewayLeads("g-2"));
        assertThat(view().state().isTrouble()).isFalse();
    }

    @Test
    void silenceOfAllIsSilence() {
        see(0, Sighting.GONE, Role.ALONE);
        see(1, Sighting.HUNG, Role.ALONE);

        assertThat(view().tone()).isEqualTo(Tone.BAD);
        assertThat(gateways.areSilent(START)).isTrue();
    }

    @Test
    void theAskedOneChangesWithAnEvent() {
        assertThat(gateways.ask(1)).contains(new ConsoleEvent.GatewayAsked("g-1", "g-2"));
        assertThat(gateways.ask(1)).isEmpty();
        assertThat(view().asked()).isEqualTo("g-2");
    }

    @Test
    void eventsOfTheOnlyGatewayNameNone() {
        gateways.open(List.of("g-1"), START);

        assertThat(see(0, Sighting.GONE, Role.ALONE))
                .containsExactly(new ConsoleEvent.GatewaySeen("", Sighting.GONE, Duration.ZERO));
    }

    @Test
    void gatewaysWithoutAnAddressAreKnownFromTheReportsOnceTheOthersHaveToldTheirIds() {
        list(0, report("id-1", "id-1", "id-2", "id-3"));
        assertThat(view().all()).extracting(Member::name).containsExactly("g-1", "g-2");

        list(1, report("id-2", "id-1", "id-2", "id-3"));
        list(0, report("id-1", "id-1", "id-2", "id-3"));
        assertThat(view().all()).extracting(Member::name).containsExactly("g-1", "g-2", "at id-3");

        assertThat(list(0, report("id-1", "id-1", "id-2")))
                .containsExactly(new ConsoleEvent.GatewayUnlisted("at id-3"));
        assertThat(view().isReduced()).isTrue();
    }

    /// What was killed stays listed until its lease ends.
    @Test
    void processThatWasBeforeIsNoOtherGateway() {
        secondIsStartedAgain();
        list(1, report("id-9", "id-1", "id-2", "id-9"));
        list(0, report("id-1", "id-1", "id-2", "id-9"));

        assertThat(view().all()).extracting(Member::name).containsExactly("g-1", "g-2");
    }

    private void secondIsStartedAgain() {
        list(0, report("id-1", "id-1", "id-2"));
        list(1, report("id-2", "id-1", "id-2"));

        see(1, Sighting.GONE, Role.ALONE);
        see(1, Sighting.SERVING, Role.FOLLOWER);
    }

    @Test
    void gatewayThatIsStartedAgainIsNotTakenForAnotherOne() {
        secondIsStartedAgain();
        list(0, report("id-1", "id-1", "id-2", "id-9"));

        assertThat(view().all()).extracting(Member::name).containsExactly("g-1", "g-2");
    }

    private List<ConsoleEvent> see(int site, Sighting sighting, Role role) {
        return gateways.sighted(site, new Look(sighting, role), START, START);
    }

    private List<ConsoleEvent> list(int site, GatewaysReport report) {
        return gateways.listed(site, report, START);
    }

    private static GatewaysReport report(String self, String... ids) {
        return new GatewaysReport(
                self,
                7,
                true,
                List.of(ids).stream()
                        .map(id -> new GatewaysReport.Entry(id, "at " + id, false))
                        .toList());
    }

    private Gateways view() {
        return gateways.view(START);
    }
}
