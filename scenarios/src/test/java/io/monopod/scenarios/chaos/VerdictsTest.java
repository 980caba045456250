package io.monopod.scenarios.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/// Times are seconds after [#START]. Planted violations must be found, and excuses must not excuse
/// too much.
class VerdictsTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final Incidents incidents = new Incidents(false);

    @Test
    void consecutiveSessionsAreAllowed() {
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
    void stopDoesNotExcuseTwoSessionsOnOneInstance() {
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
    void killedInstanceHoldsNothing() {
        incidents.killed("a", span(3, 3.1));
        Verdicts verdicts = of(open("s", "a", 1, 0), hold("s", "b", 2, 3, 9));

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.neverEnded()).isEmpty();
    }

    @Test
    void sessionMovedBeforeTheKillIsFound() {
        incidents.killed("a", span(3, 3.1));

        assertThat(of(open("s", "a", 1, 0), hold("s", "b", 2, 2, 9)).doubledSessions()).hasSize(1);
    }

    @Test
    void instanceHoldsItsSessionWhileBeingKilled() {
        incidents.killed("a", span(3, 4));
        Verdicts verdicts = of(open("s", "a", 1, 0), hold("s", "b", 2, 3.1, 9));
        Observation last = seen("s", "a", 3.2, 3.3);

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(verdicts.strayAnswers(List.of(last))).isEmpty();
        assertThat(verdicts.answeredTwice(List.of(last, seen("s", "b", 3.2, 3.4)))).hasSize(1);
    }

    @Test
    void staleSessionIsAllowedAfterStopPastLease() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .isEmpty();
    }

    @Test
    void shortStopIsNoExcuse() {
        incidents.stopped("a", span(1, 2));

        assertThat(of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 2, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void earlierShortStopIsNoExcuse() {
        incidents.stopped("a", span(1, 1.2));

        assertThat(of(hold("s", "a", 1, 0, 60), hold("s", "b", 2, 3, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void staleSessionMustEndSoonAfterWaking() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 8.5), hold("s", "b", 2, 4, 60)).doubledSessions())
                .isEmpty();
        assertThat(of(hold("s", "a", 1, 0, 8.6), hold("s", "b", 2, 4, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void staleSessionMayStayWhileGatewayIsUnreachable() {
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
    void sessionMayMoveUntilItsInstanceCanReport() {
        incidents.stopped("a", span(1, 6));
        incidents.gatewayStopped(span(5, 9));

        assertThat(of(hold("s", "a", 1, 0, 9.2), hold("s", "b", 2, 9.1, 60)).doubledSessions())
                .isEmpty();
        assertThat(of(hold("s", "a", 1, 0, 12), hold("s", "b", 2, 11.6, 60)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void stopLongAgoIsNoExcuse() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 1, 0, 19), hold("s", "b", 2, 15, 19)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void lowerEpochIsNoExcuse() {
        incidents.stopped("a", span(1, 6));

        assertThat(of(hold("s", "a", 5, 0, 7), hold("s", "b", 2, 4, 9)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void bindDelayedInStoppedInstanceIsFound() {
        incidents.stopped("b", span(1, 6));

        assertThat(of(hold("s", "a", 5, 4, 9), hold("s", "b", 2, 6.1, 6.2)).doubledSessions())
                .hasSize(1);
    }

    @Test
    void answerOfTheHoldingInstanceIsAllowed() {
        assertThat(of(hold("s", "a", 1, 0, 5)).strayAnswers(List.of(seen("s", "a", 4.9, 5.1))))
                .isEmpty();
    }

    @Test
    void answerOfAnotherInstanceIsFound() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5), hold("t", "b", 2, 0, 9));

        assertThat(verdicts.strayAnswers(List.of(seen("s", "b", 1, 2), seen("s", "a", 6, 7))))
                .hasSize(2);
    }

    /// The log truncates the end of a session to its millisecond.
    @Test
    void answerInTheLastMillisecondIsAllowed() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5));
        Instant asked = at(5).plusNanos(164_699);

        assertThat(verdicts.strayAnswers(List.of(new Observation("s", "a", asked, at(5.002)))))
                .isEmpty();
        assertThat(verdicts.strayAnswers(List.of(seen("s", "a", 5.001, 5.002)))).hasSize(1);
    }

    /// It also truncates the start of the next one.
    @Test
    void sessionMayMoveInTheMillisecondOfTheKill() {
        incidents.killed("a", new Incidents.Span(at(5).plusNanos(500_000), at(5.01)));

        assertThat(of(hold("s", "a", 1, 0, 9), hold("s", "b", 2, 5, 9)).doubledSessions())
                .isEmpty();
    }

    @Test
    void answerHeldInStoppedGatewayMayBeOld() {
        Verdicts verdicts = of(hold("s", "a", 1, 0, 5));
        List<Observation> batch = List.of(seen("s", "a", 8.1, 8.101));

        assertThat(verdicts.strayAnswers(batch)).hasSize(1);
        incidents.gatewayStopped(span(5.1, 8));
        assertThat(verdicts.strayAnswers(batch)).hasSize(1);
        incidents.gatewayStopped(span(4, 8));
        assertThat(verdicts.strayAnswers(batch)).isEmpty();
    }

    @Test
    void answerFromStaleSessionIsFound() {
        incidents.stopped("a", span(1, 6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2))))
                .hasSize(1);
    }

    @Test
    void gatewayKillBetweenTwoAnswersExcusesThem() {
        List<Observation> seen = List.of(seen("s", "b", 4.1, 4.2), seen("s", "a", 6.1, 6.2));
        incidents.stopped("a", span(1, 6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 7), hold("s", "b", 2, 4, 9));

        incidents.gatewayKilled(span(3, 3.5));
        assertThat(verdicts.answeredTwice(seen)).hasSize(1);
        incidents.gatewayKilled(span(5, 5.5));
        assertThat(verdicts.answeredTwice(seen)).isEmpty();
    }

    @Test
    void gatewayKillIsNoExcuseOnceBothHaveReported() {
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
    void wokenInstanceMayKeepSessionThatTheOtherNeverServed() {
        incidents.stopped("a", span(1, 6));
        Verdicts verdicts = of(hold("s", "a", 1, 0, 9), hold("s", "b", 2, 6.1, 6.2));

        assertThat(verdicts.doubledSessions()).isEmpty();
        assertThat(
                        verdicts.answeredTwice(
                                List.of(seen("s", "a", 0.1, 0.2), seen("s", "a", 6.1, 6.2))))
                .isEmpty();
    }

    @Test
    void endlessHoldOnRunningInstanceIsFound() {
        assertThat(of(open("s", "a", 1, 0)).neverEnded()).hasSize(1);
    }

    private Verdicts of(LoggedHold... holds) {
        return new Verdicts(List.of(holds), incidents);
    }

    private static LoggedHold hold(String session, String pod, long epoch, double from, double to) {
        return open(session, pod, epoch, from).ended(at(to), "shutdown");
    }

    private static LoggedHold open(String session, String pod, long epoch, double from) {
        return LoggedHold.open(session, pod, epoch, at(from));
    }

    private static Observation seen(String session, String pod, double from, double to) {
        return new Observation(session, pod, at(from), at(to));
    }

    private static Incidents.Span span(double from, double to) {
        return new Incidents.Span(at(from), at(to));
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
