package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/// Seconds are counted from [#START]; a planted violation has to be found, and an excuse to excuse
/// no more than it should.
class VerdictsTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Incidents incidents = new Incidents();

    @Test
    void sessionsThatFollowEachOtherAreWell() {
        Verdicts verdicts =
                of(hold("s", "a", 1, 0, 5), hold("t", "a", 2, 5, 9), hold("s", "b", 3, 5, 9));

        assertThat(verdicts.sharedInstances()).isEmpty();
        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.neverEnded()).isEmpty();
    }

    @Test
    void twoSessionsOnOneInstanceAreFound() {
        assertThat(of(hold("s", "a", 1, 0, 5), hold("t", "a", 2, 4.999, 9)).sharedInstances())
                .hasSize(1);
    }

    @Test
    void noStopExcusesTwoSessionsOnOneInstance() {
        incidents.stopped("a", at(1), at(6));

        assertThat(of(hold("s", "a", 1, 0, 9), hold("t", "a", 2, 5, 9)).sharedInstances())
                .hasSize(1);
    }

    @Test
    void oneSessionOnTwoInstancesIsFound() {
        assertThat(of(hold("s", "a", 1, 0, 5), hold("s", "b", 2, 4, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aKilledInstanceHoldsNothing() {
        incidents.killed("a", at(3));
        Verdicts verdicts = of(open("s", "a", 1, 0), hold("s", "b", 2, 3, 9));

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.neverEnded()).isEmpty();
    }

    @Test
    void aSessionThatWentOnBeforeTheKillWasOnTwo() {
        incidents.killed("a", at(3));

        assertThat(of(open("s", "a", 1, 0), hold("s", "b", 2, 2, 9)).doubledSessions()).hasSize(1);
    }

    @Test
    void anInstanceThatWasStoppedPastItsLeaseMayWakeWithAStaleSession() {
        incidents.stopped("a", at(1), at(6));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .isEmpty();
    }

    @Test
    void aShortStopIsNoExcuse() {
        incidents.stopped("a", at(1), at(2));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 2, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aStopLongAgoIsNoExcuse() {
        incidents.stopped("a", at(1), at(6));

        assertThat(of(hold("s", "a", 1, 0, 19), hold("s", "b", 2, 15, 19)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aLowerEpochIsNoExcuse() {
        incidents.stopped("a", at(1), at(6));

        assertThat(of(hold("s", "a", 5, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aBindThatLayInTheSocketOfAStoppedInstanceIsFound() {
        incidents.stopped("b", at(1), at(6));

        assertThat(of(hold("s", "a", 5, 4, 9), hold("s", "b", 2, 6.1, 6.2)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void anAnswerOfWhoHasTheSessionIsWell() {
        assertThat(of(hold("s", "a", 1, 0, 5)).strayAnswers(List.of(seen("s", "a", 4.9, 5.1))))
                .isEmpty();
    }

    @Test
    void anAnswerOfWhoDoesNotHaveItIsFound() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5), hold("t", "b", 2, 0, 9));

        assertThat(verdicts.strayAnswers(List.of(seen("s", "b", 1, 2), seen("s", "a", 6, 7))))
                .hasSize(2);
    }

    @Test
    void anAnswerOutOfAStaleSessionIsFound() {
        incidents.stopped("a", at(1), at(6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2))))
                .hasSize(1);
    }

    @Test
    void aGatewayThatWasKilledMeanwhileForgetsWhoHasTheSession() {
        List<Sighting> seen = List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2));
        incidents.stopped("a", at(1), at(6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        incidents.gatewayKilled(at(3));
        assertThat(verdicts.answeredTwice(seen)).hasSize(1);
        incidents.gatewayKilled(at(5));
        assertThat(verdicts.answeredTwice(seen)).isEmpty();
    }

    @Test
    void theInstanceThatWokeMayKeepItsSessionIfTheOtherNeverServedIt() {
        incidents.stopped("a", at(1), at(6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 9), hold("s", "b", 2, 6.1, 6.2));

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "a", 0.1, 0.2), seen("s", "a", 6.1, 6.2))))
                .isEmpty();
    }

    @Test
    void aHoldThatNeverEndsOnALivingInstanceIsFound() {
        assertThat(of(open("s", "a", 1, 0)).neverEnded()).hasSize(1);
    }

    private Verdicts of(Hold... holds) {
        return new Verdicts(List.of(holds), incidents);
    }

    private static Hold hold(String session, String pod, long epoch, double from, double to) {
        return new Hold(session, pod, epoch, at(from), at(to));
    }

    private static Hold open(String session, String pod, long epoch, double from) {
        return new Hold(session, pod, epoch, at(from), Hold.OPEN);
    }

    private static Sighting seen(String session, String pod, double from, double to) {
        return new Sighting(session, pod, at(from), at(to));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
