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
        incidents.stopped("a", span(1, 6));

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
        incidents.killed("a", span(3, 3.1));
        Verdicts verdicts = of(open("s", "a", 1, 0), hold("s", "b", 2, 3, 9));

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.neverEnded()).isEmpty();
    }

    @Test
    void aSessionThatWentOnBeforeTheKillWasOnTwo() {
        incidents.killed("a", span(3, 3.1));

        assertThat(of(open("s", "a", 1, 0), hold("s", "b", 2, 2, 9)).doubledSessions()).hasSize(1);
    }

    @Test
    void whatAnswersWhileItIsKilledHoldsItsSession() {
        incidents.killed("a", span(3, 4));
        Verdicts verdicts = of(open("s", "a", 1, 0), hold("s", "b", 2, 3.1, 9));
        Sighting last = seen("s", "a", 3.2, 3.3);

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.strayAnswers(List.of(last))).isEmpty();
        assertThat(verdicts.answeredTwice(List.of(last, seen("s", "b", 3.2, 3.4)))).hasSize(1);
    }

    @Test
    void anInstanceThatWasStoppedPastItsLeaseMayWakeWithAStaleSession() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .isEmpty();
    }

    @Test
    void aShortStopIsNoExcuse() {
        incidents.stopped("a", span(1, 2));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 2, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aShortStopLongBeforeIsNoExcuseEither() {
        incidents.stopped("a", span(1, 1.2));

        assertThat(of(hold("s", "a", 1, 0, 60), hold("s", "b", 2, 3, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aStaleSessionEndsSoonAfterItsInstanceWoke() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 8.5), hold("s", "b", 2, 4, 60)).doubledSessions())
                .isEmpty();
        assertThat(of(hold("s", "a", 1, 0, 8.6), hold("s", "b", 2, 4, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aStaleSessionStaysAsLongAsNobodyCanTellItsInstance() {
        incidents.stopped("a", span(1, 6));
        incidents.gatewayKilled(span(7, 8));
        incidents.gatewayStopped(span(10, 12));
        incidents.stopped("a", span(14, 15));

        assertThat(of(hold("s", "a", 1, 0, 17.5), hold("s", "b", 2, 4, 60)).doubledSessions())
                .isEmpty();
        assertThat(of(hold("s", "a", 1, 0, 17.6), hold("s", "b", 2, 4, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aSessionIsPlacedElsewhereUntilItsInstanceHasHadTimeToReport() {
        incidents.stopped("a", span(1, 6));
        incidents.gatewayStopped(span(5, 9));

        assertThat(of(hold("s", "a", 1, 0, 9.2), hold("s", "b", 2, 9.1, 60)).doubledSessions())
                .isEmpty();
        assertThat(of(hold("s", "a", 1, 0, 12), hold("s", "b", 2, 11.6, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aStopLongAgoIsNoExcuse() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 19), hold("s", "b", 2, 15, 19)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aLowerEpochIsNoExcuse() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 5, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void aBindThatLayInTheSocketOfAStoppedInstanceIsFound() {
        incidents.stopped("b", span(1, 6));

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

    /// The log has the end of the session at the beginning of its millisecond.
    @Test
    void anAnswerWithinTheLastMillisecondIsWell() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5));
        Instant asked = at(5).plusNanos(164_699);

        assertThat(verdicts.strayAnswers(List.of(new Sighting("s", "a", asked, at(5.002)))))
                .isEmpty();
        assertThat(verdicts.strayAnswers(List.of(seen("s", "a", 5.001, 5.002)))).hasSize(1);
    }

    /// So it has the beginning of the next one.
    @Test
    void aSessionMayGoOnInTheMillisecondInWhichItsInstanceIsKilled() {
        incidents.killed("a", new Incidents.Span(at(5).plusNanos(500_000), at(5.01)));

        assertThat(of(hold("s", "a", 1, 0, 9), hold("s", "b", 2, 5, 9)).doubledSessions())
                .isEmpty();
    }

    @Test
    void whatLayInAStoppedGatewayMayBeOld() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5));
        List<Sighting> batch = List.of(seen("s", "a", 8.1, 8.101));

        assertThat(verdicts.strayAnswers(batch)).hasSize(1);
        incidents.gatewayStopped(span(5.1, 8));
        assertThat(verdicts.strayAnswers(batch)).hasSize(1);
        incidents.gatewayStopped(span(4, 8));
        assertThat(verdicts.strayAnswers(batch)).isEmpty();
    }

    @Test
    void anAnswerOutOfAStaleSessionIsFound() {
        incidents.stopped("a", span(1, 6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2))))
                .hasSize(1);
    }

    @Test
    void aGatewayThatWasKilledMeanwhileForgetsWhoHasTheSession() {
        List<Sighting> seen = List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2));
        incidents.stopped("a", span(1, 6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        incidents.gatewayKilled(span(3, 3.5));
        assertThat(verdicts.answeredTwice(seen)).hasSize(1);
        incidents.gatewayKilled(span(5, 5.5));
        assertThat(verdicts.answeredTwice(seen)).isEmpty();
    }

    @Test
    void aNewGatewayGoesByTheWordOfOneOnlyUntilBothHaveReported() {
        incidents.stopped("a", span(1, 6));
        incidents.gatewayKilled(span(30, 31));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 60), hold("s", "b", 2, 4.5, 60));

        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "a", 32, 33), seen("s", "b", 33.6, 34))))
                .isEmpty();
        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "b", 29, 29.1), seen("s", "a", 29.2, 29.3))))
                .hasSize(1);
        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "b", 33.6, 34), seen("s", "a", 34.1, 34.2))))
                .hasSize(1);
    }

    @Test
    void theInstanceThatWokeMayKeepItsSessionIfTheOtherNeverServedIt() {
        incidents.stopped("a", span(1, 6));
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
        return open(session, pod, epoch, from).ended(at(to), "shutdown");
    }

    private static Hold open(String session, String pod, long epoch, double from) {
        return Hold.open(session, pod, epoch, at(from));
    }

    private static Sighting seen(String session, String pod, double from, double to) {
        return new Sighting(session, pod, at(from), at(to));
    }

    private static Incidents.Span span(double from, double to) {
        return new Incidents.Span(at(from), at(to));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
