package io.monopod.scenarios.engine;

import io.monopod.scenarios.client.Client;
import io.monopod.scenarios.client.Clients;
import io.monopod.scenarios.event.RunEvent;
import io.monopod.scenarios.event.RunListener;
import io.monopod.scenarios.event.Validation;
import io.monopod.scenarios.system.Credentials;
import io.monopod.scenarios.system.Endpoint;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.SystemControl;
import io.monopod.scenarios.system.TestedSystem;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The stage of a scenario: its clients, steps and checks, which are all reported to the run's
/// listener. For the scenario's thread; tasks of [#together] use only the clients.
public final class Stage {
    private final Scenario scenario;
    private final Parameters parameters;
    private final TestedSystem system;
    private final Credentials credentials;
    private final Clients clients;
    private final RunListener listener;
    private final InstantSource clock;
    private int steps;
    private int turn;

    Stage(ScenarioRun run, Clients clients, RunListener listener, InstantSource clock) {
        this.scenario = run.scenario();
        this.parameters = run.parameters();
        this.system = run.system();
        this.credentials = run.credentials();
        this.clients = clients;
        this.listener = listener;
        this.clock = clock;
    }

    public Parameters parameters() {
        return parameters;
    }

    public TestedSystem system() {
        return system;
    }

    public Credentials credentials() {
        return credentials;
    }

    /// The control of our own processes.
    ///
    /// @throws IllegalStateException if the system is not ours
    public SystemControl control() {
        return system.control()
                .orElseThrow(() -> new IllegalStateException("the system is not ours"));
    }

    /// The faults for our own processes.
    ///
    /// @throws IllegalStateException if the system is not ours
    public Faults faults() {
        return new Faults(control(), this::note);
    }

    /// The code of a step.
    public interface Body {
        void run() throws InterruptedException;
    }

    /// The code for one client among concurrent ones.
    public interface Part<T, R> {
        R play(T client) throws InterruptedException;
    }

    /// Runs a step; steps do not overlap.
    public void step(String title, Body body) throws InterruptedException {
        int number = ++steps;
        Instant start = clock.instant();
        listener.on(new RunEvent.StepStarted(start, number, title));
        try {
            body.run();
        } finally {
            Instant end = clock.instant();
            Duration took = Duration.between(start, end);
            listener.on(new RunEvent.StepEnded(end, number, title, took));
        }
    }

    /// The next client, labelled by its number. Of several gateways it takes the next in turn.
    public Client client() {
        return clients.open(system.gatewaysFor(turn++), null);
    }

    /// The next client with a label. Of several gateways it takes the next in turn.
    public Client client(String label) {
        return clients.open(system.gatewaysFor(turn++), label);
    }

    /// The next client, which takes this gateway first.
    public Client clientOf(GatewayView gateway) {
        return clients.open(
                system.gatewaysFor(system.gateways().indexOf(gateway.endpoint())), null);
    }

    /// The next client, connected to another endpoint.
    public Client client(String label, Endpoint endpoint) {
        return clients.open(endpoint, label);
    }

    public List<Client> clients(int count) {
        return IntStream.range(0, count).mapToObj(i -> client()).toList();
    }

    /// Runs a part for each element concurrently, and returns the results in the order of `all`
    /// after all have ended. An interrupt stops them all.
    public <T, R> List<R> together(List<T> all, Part<? super T, R> part)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> parts =
                    threads.invokeAll(
                            all.stream().<Callable<R>>map(each -> () -> part.play(each)).toList());
            List<R> results = new ArrayList<>(parts.size());
            for (Future<R> done : parts) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client's part failed", e.getCause());
        }
    }

    /// Waits until every instance that no client of this run holds is free.
    ///
    /// @throws CannotGoOn if they do not become free
    public void settle() throws InterruptedException {
        int free = scenario.system(parameters).instances() - clients.active();
        try {
            system.settling().await(free);
        } catch (IOException e) {
            throw new CannotGoOn(String.valueOf(e.getMessage()));
        }
    }

    /// Checks one condition.
    public void check(String title, Consumer<Check> gather) {
        report(checked(title, gather));
    }

    /// Checks a condition without which the run cannot continue.
    ///
    /// @throws CannotGoOn if it does not hold
    public void require(String title, Consumer<Check> gather) {
        Validation validation = checked(title, gather);
        report(validation);
        if (validation.failed()) {
            throw new CannotGoOn(validation.detail());
        }
    }

    /// Reports that a check is skipped, and why.
    public void skip(String title, String reason) {
        report(new Validation(title, Validation.Result.SKIPPED, reason, List.of()));
    }

    /// Reports something other than a call, step or check.
    public void note(String text) {
        listener.on(new RunEvent.Noted(clock.instant(), text));
    }

    private static Validation checked(String title, Consumer<Check> gather) {
        Check check = new Check(title);
        gather.accept(check);
        return check.validation();
    }

    private void report(Validation validation) {
        listener.on(new RunEvent.Validated(clock.instant(), validation));
    }

    /// Ends a run early because a requirement failed; its validation has been reported.
    static final class CannotGoOn extends RuntimeException {
        private static final long serialVersionUID = 1;

        CannotGoOn(String reason) {
            super(reason);
        }
    }
}
