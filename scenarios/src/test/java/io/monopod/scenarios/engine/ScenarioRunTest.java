package io.monopod.scenarios.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.Verdict;
import io.monopod.scenarios.fake.FakeSystem;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Policy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

class ScenarioRunTest {
    private final FakeSystem system = new FakeSystem(1, Policy.EXCLUSIVE);
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void eventsAreReportedInOrder() throws Exception {
        RunEvent.RunEnded end =
                play(
                        stage -> {
                            stage.step("one", () -> stage.note("in it"));
                            stage.check("holds", check -> check.that(true, "yes").summary("yes"));
                            stage.skip("not here", "no reason");
                        });

        assertThat(end.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunStarted",
                        "StepStarted",
                        "Noted",
                        "StepEnded",
                        "Validated",
                        "Validated",
                        "RunEnded");
    }

    @Test
    void failedValidationFailsTheRunButDoesNotEndIt() throws Exception {
        RunEvent.RunEnded end =
                play(
                        stage -> {
                            stage.check("fails", check -> check.that(false, "seen otherwise"));
                            stage.check("holds", check -> check.that(true, "yes"));
                        });

        assertThat(end.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(events).filteredOn(RunEvent.Validated.class::isInstance).hasSize(2);
    }

    @Test
    void failedRequirementEndsTheRun() throws Exception {
        RunEvent.RunEnded end =
                play(
                        stage -> {
                            stage.require("must", check -> check.that(false, "not so"));
                            stage.note("never said");
                        });

        assertThat(end.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(end.reason()).isEqualTo("not so");
        assertThat(events).noneMatch(RunEvent.Noted.class::isInstance);
    }

    @Test
    void exceptionBreaksTheRun() throws Exception {
        RunEvent.RunEnded end =
                play(
                        stage -> {
                            throw new IllegalStateException("lost the thread");
                        });

        assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(end.reason()).isEqualTo("lost the thread");
    }

    @Test
    void interruptStopsEveryClientAndBreaksTheRun() throws Exception {
        CountDownLatch playing = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        Thread test = Thread.currentThread();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                playing.await();
                                test.interrupt();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });

        assertThatThrownBy(
                        () ->
                                play(
                                        stage ->
                                                stage.together(
                                                        stage.clients(2),
                                                        client -> {
                                                            playing.countDown();
                                                            never.await();
                                                            return client;
                                                        })))
                .isInstanceOf(InterruptedException.class);
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.RunEnded.class,
                        end -> {
                            assertThat(end.verdict()).isEqualTo(Verdict.BROKEN);
                            assertThat(end.reason()).isEqualTo("stopped");
                        });
    }

    @Test
    void togetherKeepsTheOrderOfTheClients() throws Exception {
        play(
                stage -> {
                    List<Integer> doubled = stage.together(List.of(3, 1, 2), each -> each * 2);
                    stage.check("order", c -> c.that(doubled.equals(List.of(6, 2, 4)), "kept"));
                });

        assertThat(((RunEvent.RunEnded) events.getLast()).verdict()).isEqualTo(Verdict.PASSED);
    }

    private interface Play {
        void on(Stage stage) throws InterruptedException;
    }

    private RunEvent.RunEnded play(Play play) throws InterruptedException {
        Scenario scenario =
                new Scenario() {
                    @Override
                    public About about() {
                        return new About("test", "A test", "", Need.ANY_SYSTEM, List.of());
                    }

                    @Override
                    public void play(Stage stage) throws InterruptedException {
                        play.on(stage);
                    }
                };
        return new ScenarioRun(
                        scenario, new Parameters(Map.of()), system.remote(), Credentials.DEMO)
                .play(events::add);
    }
}
