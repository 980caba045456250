package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.monopod.scenarios.chaos.CallRecord.What;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Times are seconds after [#START]; session `s` is on pod `a` from 1 to 9.
class EndExplanationsTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Incidents incidents = new Incidents(false);
    private final List<CallRecord> calls = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();

    @Test
    void clientShutdownExplainsAnEnd() {
        call(What.SHUTDOWN, 8.9, 9.1, Outcome.SERVED);

        assertThat(ended("shutdown").ends()).isEmpty();
    }

    @Test
    void otherCallsDoNotExplainAShutdown() {
        call(What.USE, 8.9, 9.1, Outcome.SERVED);
        call(What.SHUTDOWN, 8.8, 8.9, Outcome.SERVED);
        call(What.SHUTDOWN, 9.1, 9.2, Outcome.SERVED);

        assertThat(ended("shutdown").ends()).hasSize(1);
    }

    @Test
    void abandonedShutdownMayStillHappen() {
        incidents.stopped("a", span(4, 7));
        call(What.SHUTDOWN, 3, 6, Outcome.TOO_LATE);

        assertThat(ended("shutdown").ends()).isEmpty();
    }

    @Test
    void shutdownAbandonedLongAgoExplainsNothing() {
        call(What.SHUTDOWN, 3, 6, Outcome.TOO_LATE);

        assertThat(ended("shutdown").ends()).hasSize(1);
    }

    @Test
    void shutdownElsewhereEndsHoldOfStoppedInstance() {
        incidents.stopped("a", span(3, 7));
        call(What.SHUTDOWN, 2.5, 2.9, Outcome.SERVED);
        assertThat(ended("shutdown").ends()).hasSize(1);

        call(What.SHUTDOWN, 6, 6.1, Outcome.SERVED);
        assertThat(ended("shutdown").ends()).isEmpty();
        assertThat(endedAt(9.6, "shutdown").ends()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "instance-lost"})
    void longStopExplainsThatTheSessionMoved(String reason) {
        call(What.USE, 8.9, 9.1, Outcome.SERVED);
        incidents.stopped("a", span(3, 7));

        assertThat(ended(reason).ends()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "instance-lost"})
    void otherStopsDoNotExplainThatTheSessionMoved(String reason) {
        call(What.USE, 8.9, 9.1, Outcome.SERVED);
        incidents.stopped("b", span(3, 8));
        incidents.stopped("a", span(2, 6));
        incidents.stopped("a", span(8.6, 8.9));
        incidents.gatewayStopped(span(8.6, 8.9));

        assertThat(ended(reason).ends()).hasSize(1);
    }

    @Test
    void sessionOnWokenInstanceExplainsDuplicateOfUnusedBind() {
        call(What.USE, 8.9, 9.1, Outcome.SERVED);
        LoggedHold fresh = LoggedHold.open("s", "a", 2, at(8.9)).ended(at(9), "duplicate");
        LoggedHold back = LoggedHold.open("s", "b", 1, at(1)).ended(at(20), "shutdown");
        var explanations =
                new EndExplanations(List.of(fresh, back), incidents, calls, observations);
        String text =
                fresh
                        + "; its client: USE, SERVED, from 2026-11-23T12:00:08.900Z"
                        + " to 2026-11-23T12:00:09.100Z";
        assertThat(explanations.ends()).contains(text);

        incidents.stopped("b", span(3, 8));
        assertThat(explanations.ends()).doesNotContain(text);
        observations.add(new Observation("s", "a", at(8.92), at(8.95)));
        assertThat(explanations.ends()).contains(text);
    }

    @Test
    void endingInstanceExplainsLossOfItsSession() {
        call(What.USE, 8.9, 9.1, Outcome.UNAVAILABLE);
        incidents.ended("a", span(4, 9.1));

        assertThat(ended("instance-lost").ends()).isEmpty();
        assertThat(ended("duplicate").ends()).hasSize(1);
        assertThat(endedAt(3.9, "instance-lost").ends()).hasSize(1);
    }

    @Test
    void abandonedCallExplainsUnusedSession() {
        call(What.USE, 0.9, 8.9, Outcome.CANCELLED);

        assertThat(ended("never-used").ends()).isEmpty();
        assertThat(endedAt(11.5, "never-used").ends()).hasSize(1);
    }

    @Test
    void shutdownWithoutSessionExplainsUnusedHold() {
        call(What.SHUTDOWN, 8.9, 9.1, Outcome.NO_SESSION);

        assertThat(ended("never-used").ends()).isEmpty();
        assertThat(endedAt(9.2, "never-used").ends()).hasSize(1);
        assertThat(ended("bind-unknown").ends()).hasSize(1);
    }

    @Test
    void callWithoutSessionExplainsNothing() {
        call(What.USE, 8.9, 9.1, Outcome.NO_SESSION);

        assertThat(ended("never-used").ends()).hasSize(1);
    }

    @Test
    void answerAfterTheEndDoesNotCountAsUse() {
        call(What.USE, 0.9, 8.9, Outcome.TOO_LATE);
        observations.add(new Observation("s", "a", at(8.8), at(9.2)));

        assertThat(ended("never-used").ends()).isEmpty();
    }

    @Test
    void abandonedCallDoesNotExplainEndOfUsedSession() {
        call(What.USE, 2, 2.1, Outcome.SERVED);
        call(What.USE, 8.8, 8.9, Outcome.CANCELLED);
        observations.add(new Observation("s", "a", at(2), at(2.1)));

        assertThat(ended("never-used").ends()).hasSize(1);
    }

    @Test
    void stoppedGatewayExplainsUnknownBind() {
        call(What.USE, 0.9, 9.1, Outcome.UNAVAILABLE);
        assertThat(ended("bind-unknown").ends()).hasSize(1);

        incidents.gatewayStopped(span(2, 7));
        assertThat(ended("bind-unknown").ends()).isEmpty();
    }

    @Test
    void abandonedCallExplainsUnknownBind() {
        call(What.USE, 0.9, 8.9, Outcome.CANCELLED);

        assertThat(ended("bind-unknown").ends()).isEmpty();
        assertThat(endedAt(11.5, "bind-unknown").ends()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "forced", "expired", "at-instance", ""})
    void otherEndReasonsAreNeverExplained(String reason) {
        incidents.stopped("a", span(3, 7));
        incidents.gatewayKilled(span(7.5, 8));
        call(What.SHUTDOWN, 8.9, 9.1, Outcome.SERVED);

        assertThat(ended(reason).ends()).hasSize(1);
    }

    @Test
    void sessionsOfOtherClientsAreIgnored() {
        assertThat(ended("idle").ends()).isEmpty();
    }

    @Test
    void sessionEndedAnswerNeedsALoggedEnd() {
        call(What.USE, 8, 9.1, Outcome.ENDED);
        assertThat(ended("shutdown").aborts()).isEmpty();

        call(What.USE, 7, 8.9, Outcome.ENDED);
        assertThat(ended("shutdown").aborts()).hasSize(1);
    }

    @Test
    void gatewayIsLostOnlyWhenKilled() {
        call(What.USE, 2, 5, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).hasSize(1);

        incidents.gatewayStopped(span(4, 6));
        assertThat(ended("shutdown").losses()).hasSize(1);
        incidents.gatewayKilled(span(4, 6));
        assertThat(ended("shutdown").losses()).isEmpty();
    }

    @Test
    void callMayGetTheFailureOfThePreviousOne() {
        incidents.gatewayKilled(span(4, 6));
        call(What.USE, 5.9, 5.95, Outcome.UNREACHED);
        call(What.USE, 6.1, 6.1, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).isEmpty();

        call(What.USE, 6.2, 6.2, Outcome.UNREACHED);
        assertThat(ended("shutdown").losses()).hasSize(1);
    }

    @Test
    void oneInFiveCallsMustBeServed() {
        call(What.USE, 2, 3, Outcome.SERVED);
        call(What.USE, 3, 4, Outcome.NO_PLACE);
        call(What.USE, 4, 5, Outcome.UNAVAILABLE);
        call(What.USE, 5, 6, Outcome.TOO_LATE);
        call(What.USE, 6, 7, Outcome.TOO_LATE);
        call(What.USE, 7, 8, Outcome.UNREACHED);
        assertThat(ended("shutdown").shortage()).isEmpty();

        call(What.USE, 8, 9, Outcome.TOO_LATE);
        assertThat(ended("shutdown").shortage()).containsExactly("1 of 6 that reached it");
    }

    private void call(What what, double from, double to, Outcome outcome) {
        calls.add(new CallRecord("s", what, at(from), at(to), outcome, outcome == Outcome.SERVED));
    }

    private EndExplanations ended(String reason) {
        return endedAt(9, reason);
    }

    private EndExplanations endedAt(double to, String reason) {
        LoggedHold hold = LoggedHold.open("s", "a", 1, at(1)).ended(at(to), reason);
        return new EndExplanations(List.of(hold), incidents, calls, observations);
    }

    private static Incidents.Span span(double from, double to) {
        return new Incidents.Span(at(from), at(to));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
