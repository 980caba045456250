package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.chaos.Asked.What;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Seconds are counted from [#START]; session `s` is on pod `a` from 1 to 9.
class ExplanationsTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Incidents incidents = new Incidents();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();

    @Test
    void theClientsOwnShutdownExplainsAnEnd() {
        ask(What.SHUTDOWN, 8.9, 9.1, Outcome.SERVED);

        assertThat(ended("shutdown").ends()).isEmpty();
    }

    @Test
    void nothingElseThatItAskedForDoes() {
        ask(What.USE, 8.9, 9.1, Outcome.SERVED);
        ask(What.SHUTDOWN, 8.8, 8.9, Outcome.SERVED);
        ask(What.SHUTDOWN, 9.1, 9.2, Outcome.SERVED);

        assertThat(ended("shutdown").ends()).hasSize(1);
    }

    @Test
    void aShutdownThatWasGivenUpMayStillHappen() {
        incidents.stopped("a", span(4, 7));
        ask(What.SHUTDOWN, 3, 6, Outcome.TOO_LATE);

        assertThat(ended("shutdown").ends()).isEmpty();
    }

    @Test
    void oneThatWasGivenUpLongAgoMayNot() {
        ask(What.SHUTDOWN, 3, 6, Outcome.TOO_LATE);

        assertThat(ended("shutdown").ends()).hasSize(1);
    }

    @Test
    void oneThatHappenedElsewhereEndsWhatAStoppedInstanceStillHolds() {
        incidents.stopped("a", span(3, 7));
        ask(What.SHUTDOWN, 2.5, 2.9, Outcome.SERVED);
        assertThat(ended("shutdown").ends()).hasSize(1);

        ask(What.SHUTDOWN, 6, 6.1, Outcome.SERVED);
        assertThat(ended("shutdown").ends()).isEmpty();
        assertThat(endedAt(9.6, "shutdown").ends()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "instance-lost"})
    void aLongStopOfItsInstanceExplainsThatTheSessionIsElsewhere(String reason) {
        ask(What.USE, 8.9, 9.1, Outcome.SERVED);
        incidents.stopped("a", span(3, 7));

        assertThat(ended(reason).ends()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "instance-lost"})
    void noOtherStopDoes(String reason) {
        ask(What.USE, 8.9, 9.1, Outcome.SERVED);
        incidents.stopped("b", span(3, 8));
        incidents.stopped("a", span(2, 6));
        incidents.stopped("a", span(8.6, 8.9));
        incidents.gatewayStopped(span(8.6, 8.9));

        assertThat(ended(reason).ends()).hasSize(1);
    }

    @Test
    void aSessionThatIsBackElsewhereLeavesTheInstanceThatHasNotServedIt() {
        ask(What.USE, 8.9, 9.1, Outcome.SERVED);
        Hold fresh = Hold.open("s", "a", 2, at(8.9)).ended(at(9), "duplicate");
        Hold back = Hold.open("s", "b", 1, at(1)).ended(at(20), "shutdown");
        var explanations = new Explanations(List.of(fresh, back), incidents, asked, sightings);
        String told =
                fresh
                        + "; its client: USE, SERVED, from 2026-11-23T12:00:08.900Z"
                        + " to 2026-11-23T12:00:09.100Z";
        assertThat(explanations.ends()).contains(told);

        incidents.stopped("b", span(3, 8));
        assertThat(explanations.ends()).doesNotContain(told);
        sightings.add(new Sighting("s", "a", at(8.92), at(8.95)));
        assertThat(explanations.ends()).contains(told);
    }

    @Test
    void anInstanceThatIsAskedToEndTakesItsSessionDown() {
        ask(What.USE, 8.9, 9.1, Outcome.UNAVAILABLE);
        incidents.ended("a", span(4, 9.1));

        assertThat(ended("instance-lost").ends()).isEmpty();
        assertThat(ended("duplicate").ends()).hasSize(1);
        assertThat(endedAt(3.9, "instance-lost").ends()).hasSize(1);
    }

    @Test
    void aCallThatWasCutOffExplainsThatASessionWithoutAnAnswerIsGone() {
        ask(What.USE, 0.9, 8.9, Outcome.CANCELLED);

        assertThat(ended("never-used").ends()).isEmpty();
        assertThat(endedAt(11.5, "never-used").ends()).hasSize(1);
    }

    @Test
    void anAnswerOfTheNextSessionThereIsNotOfThisOne() {
        ask(What.USE, 0.9, 8.9, Outcome.TOO_LATE);
        sightings.add(new Sighting("s", "a", at(8.8), at(9.2)));

        assertThat(ended("never-used").ends()).isEmpty();
    }

    @Test
    void aClientThatHadAnAnswerIsNotGone() {
        ask(What.USE, 2, 2.1, Outcome.SERVED);
        ask(What.USE, 8.8, 8.9, Outcome.CANCELLED);
        sightings.add(new Sighting("s", "a", at(2), at(2.1)));

        assertThat(ended("never-used").ends()).hasSize(1);
    }

    @Test
    void aGatewayThatWasAwayExplainsThatABindIsInDoubt() {
        ask(What.USE, 0.9, 9.1, Outcome.UNAVAILABLE);
        assertThat(ended("bind-unknown").ends()).hasSize(1);

        incidents.gatewayStopped(span(2, 7));
        assertThat(ended("bind-unknown").ends()).isEmpty();
    }

    @Test
    void aCallThatWasCutOffExplainsThatItsBindIsInDoubt() {
        ask(What.USE, 0.9, 8.9, Outcome.CANCELLED);

        assertThat(ended("bind-unknown").ends()).isEmpty();
        assertThat(endedAt(11.5, "bind-unknown").ends()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "forced", "expired", "at-instance", ""})
    void nothingExplainsAnyOtherEnd(String reason) {
        incidents.stopped("a", span(3, 7));
        incidents.gatewayKilled(span(7.5, 8));
        ask(What.SHUTDOWN, 8.9, 9.1, Outcome.SERVED);

        assertThat(ended(reason).ends()).hasSize(1);
    }

    @Test
    void whatOthersHeldIsNotLookedAt() {
        assertThat(ended("idle").ends()).isEmpty();
    }

    @Test
    void whoIsToldThatItsSessionEndedHadOneThatDid() {
        ask(What.USE, 8, 9.1, Outcome.ENDED);
        assertThat(ended("shutdown").aborts()).isEmpty();

        ask(What.USE, 7, 8.9, Outcome.ENDED);
        assertThat(ended("shutdown").aborts()).hasSize(1);
    }

    @Test
    void theGatewayIsLostOnlyWhenItIsKilled() {
        ask(What.USE, 2, 5, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).hasSize(1);

        incidents.gatewayStopped(span(4, 6));
        assertThat(ended("shutdown").losses()).hasSize(1);
        incidents.gatewayKilled(span(4, 6));
        assertThat(ended("shutdown").losses()).isEmpty();
    }

    @Test
    void aCallMayBeToldWhatTheOneBeforeItMet() {
        incidents.gatewayKilled(span(4, 6));
        ask(What.USE, 5.9, 5.95, Outcome.UNREACHED);
        ask(What.USE, 6.1, 6.1, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).isEmpty();

        ask(What.USE, 6.2, 6.2, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).hasSize(1);
    }

    @Test
    void oneOfFiveCallsThatReachTheGatewayIsServed() {
        ask(What.USE, 2, 3, Outcome.SERVED);
        ask(What.USE, 3, 4, Outcome.NO_PLACE);
        ask(What.USE, 4, 5, Outcome.UNAVAILABLE);
        ask(What.USE, 5, 6, Outcome.TOO_LATE);
        ask(What.USE, 6, 7, Outcome.TOO_LATE);
        ask(What.USE, 7, 8, Outcome.UNREACHED);
        assertThat(ended("shutdown").shortage()).isEmpty();

        ask(What.USE, 8, 9, Outcome.TOO_LATE);
        assertThat(ended("shutdown").shortage()).containsExactly("1 of 6 that reached it");
    }

    private void ask(What what, double from, double to, Outcome outcome) {
        asked.add(new Asked("s", what, at(from), at(to), outcome, outcome == Outcome.SERVED));
    }

    private Explanations ended(String reason) {
        return endedAt(9, reason);
    }

    private Explanations endedAt(double to, String reason) {
        Hold hold = Hold.open("s", "a", 1, at(1)).ended(at(to), reason);
        return new Explanations(List.of(hold), incidents, asked, sightings);
    }

    private static Incidents.Span span(double from, double to) {
        return new Incidents.Span(at(from), at(to));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
