package io.monopod.agent;

import io.monopod.agent.call.BackendCalls;
import io.monopod.agent.call.Route;
import io.monopod.agent.process.Child;
import io.monopod.agent.process.Exit;
import io.monopod.agent.process.Readiness;
import io.monopod.contract.SessionId;
import io.monopod.instance.Instance;
import io.monopod.instance.InstanceConfig;
import io.monopod.instance.slot.SlotState.Holder;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/// One process of the command and the instance that stands for it, from the registration until
/// nothing is left of either.
final class Backend {
    private static final Logger LOG = System.getLogger(Backend.class.getName());

    private final AgentParts agent;
    private final Instance instance;
    private final Route route;

    /// Whether the agent stops.
    private volatile boolean stopping;

    /// Whether the process is being ended by us, so that its end is none of its own.
    private volatile boolean endingProcess;

    private volatile boolean ready;
    private volatile boolean died;

    private Backend(AgentParts agent, Instance instance, Route route) {
        this.agent = agent;
        this.instance = instance;
        this.route = route;
    }

    /// Registers an instance, which counts as starting.
    ///
    /// @throws java.io.UncheckedIOException if its port cannot be bound
    static Backend announce(AgentParts agent, InstanceConfig config) {
        var route = new Route(AgentConfig.MAX_MESSAGE, agent.config().callsPerConnection());
        var ending = agent.config().endingMethods();
        var instance =
                Instance.announce(
                        config,
                        agent.host(),
                        guard -> new BackendCalls(guard, route, ending, AgentConfig.MAX_MESSAGE));
        return new Backend(agent, instance, route);
    }

    /// Runs a process for the instance. Returns when nothing is left of either.
    ///
    /// @return for how long the process was ready, if it died by itself or never got ready; empty
    ///   if it served its session, or the agent stops
    Optional<Duration> run(Spares.Place place) throws InterruptedException {
        instance.whenChanged(() -> place.set(instance.holder().isEmpty()));
        Thread.ofVirtual().name("startup").start(this::awaitKnown);
        try {
            if (stopping) {
                return Optional.empty();
            }
            int port = agent.ports().take();
            try (route) {
                return run(new Hooks(agent, instance.id(), port), port);
            } finally {
                agent.ports().giveBack(port);
            }
        } catch (IOException e) {
            agent.startup().died("the command cannot be started: " + e.getMessage());
            return failed("process cannot be started: " + e.getMessage());
        } finally {
            instance.breakOff();
            instance.await();
        }
    }

    private Optional<Duration> run(Hooks hooks, int port) throws IOException, InterruptedException {
        var problem = hooks.before();
        if (problem.isPresent()) {
            agent.startup().died(problem.get());
            return failed(problem.get());
        }
        try {
            return run(start(port), port);
        } finally {
            hooks.after();
        }
    }

    private void awaitKnown() {
        try {
            instance.awaitAnswer(agent.config().gatewayTimeout())
                    .ifPresentOrElse(
                            why -> agent.startup().failed(notKnown(why)), agent.startup()::known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String notKnown(String why) {
        return "the gateway at %s accepts no instance: %s (see --gateway, --join-secret-file)"
                .formatted(agent.config().gateways(), why);
    }

    private Child start(int port) throws IOException, InterruptedException {
        var config = agent.config();
        var output = agent.outputs().of(instance.id(), this::session);
        var child =
                Child.start(
                        agent.command(),
                        port,
                        instance.id(),
                        config.directory(),
                        output,
                        agent.cgroups().create(instance.id()),
                        agent.keeper());
        LOG.log(
                Level.INFO,
                "starting pid={0} port={1} instance={2}",
                Long.toString(child.pid()),
                Integer.toString(port),
                instance.id());
        return child;
    }

    private String session() {
        return instance.holder().map(Holder::session).map(SessionId::value).orElse("-");
    }

    private Optional<Duration> run(Child child, int port) throws InterruptedException {
        child.whenEnded(exit -> ended(child, exit));
        long started = System.nanoTime();
        try {
            var longest = agent.config().readyTimeout();
            return switch (Readiness.await(child, agent.command(), port, longest, () -> stopping)) {
                case Readiness.Result.Ready(var host) -> {
                    route.open(instance.id().value(), host, port, instance::cut);
                    yield serve(System.nanoTime() - started);
                }
                case Readiness.Result.GivenUp() -> Optional.empty();
                case Readiness.Result.Died(var why) -> {
                    agent.startup().died("the command does not get ready: " + why);
                    yield failed("process does not get ready: " + why);
                }
                case Readiness.Result.Late(var why) -> {
                    endingProcess = true;
                    child.kill();
                    agent.startup().failed("the command does not get ready: " + why);
                    yield failed("process does not get ready and was killed: " + why);
                }
            };
        } finally {
            endingProcess = true;
            child.end(agent.config().killGrace());
        }
    }

    private Optional<Duration> failed(String why) {
        LOG.log(Level.WARNING, "{0} instance={1}", why, instance.id());
        return Optional.of(Duration.ZERO);
    }

    private Optional<Duration> serve(long startNanos) throws InterruptedException {
        ready = true;
        agent.startup().ready();
        instance.open();
        LOG.log(
                Level.INFO,
                "ready after_ms={0} instance={1}",
                Long.toString(Duration.ofNanos(startNanos).toMillis()),
                instance.id());
        long since = System.nanoTime();
        instance.await();
        return died ? Optional.of(Duration.ofNanos(System.nanoTime() - since)) : Optional.empty();
    }

    /// The process has ended. One that ends with code 0 has ended its session; else the instance is
    /// lost.
    private void ended(Child child, Exit exit) {
        route.ended();
        if (endingProcess || instance.isClosed()) {
            return;
        }
        if (!ready) {
            instance.breakOff(child.word(exit));
            return;
        }
        if (exit.isGood() && instance.holder().isPresent()) {
            LOG.log(
                    Level.INFO,
                    "process ended its session session={0} instance={1}",
                    session(),
                    instance.id());
            instance.finish();
        } else {
            died = true;
            var session = session();
            instance.breakOff(child.word(exit)); // before its last lines are read and logged
            LOG.log(
                    Level.WARNING,
                    "process died: {0} session={1} instance={2}",
                    child.describe(exit),
                    session,
                    instance.id());
        }
    }

    /// Accepts no further session, and gives the current one the drain time.
    void stop() {
        stopping = true;
        instance.stop();
    }
}
