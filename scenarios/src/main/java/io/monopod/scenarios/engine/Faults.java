package io.monopod.scenarios.engine;

import io.monopod.scenarios.client.Pause;
import io.monopod.scenarios.system.GatewayView;
import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.StoreControl;
import io.monopod.scenarios.system.SystemControl;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Injects faults into the system's processes. Each fault is reported to the run's listener after
/// it has happened; a fault that fails ends the run. Safe for use by several threads, as long as no
/// two handle the same process.
public final class Faults {
    private final SystemControl control;
    private final Consumer<String> note;

    Faults(SystemControl control, Consumer<String> note) {
        this.control = control;
        this.note = note;
    }

    /// The same without reports, for callers that report more themselves.
    public Faults quiet() {
        return new Faults(control, text -> {});
    }

    /// The process in a place.
    public InstanceView named(String name) {
        return control.instances().stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instance " + name));
    }

    /// The place of the process that has, or had, this pod name.
    public InstanceView instanceOf(String pod) {
        return control.instances().stream()
                .filter(instance -> instance.pod().equals(pod))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instance of ours is " + pod));
    }

    public List<InstanceView> instances() {
        return control.instances();
    }

    /// Kills the process, as in a crash (SIGKILL).
    public void kill(InstanceView instance) throws InterruptedException {
        inject(() -> control.killInstance(instance.name()), "killed " + describe(instance));
    }

    /// Asks the process to end, as its supervisor would (SIGTERM), and waits for its end.
    public void end(InstanceView instance) throws InterruptedException {
        inject(() -> control.endInstance(instance.name()), "ended " + describe(instance));
    }

    /// Freezes the process, as in a hang (SIGSTOP).
    public void pause(InstanceView instance) throws InterruptedException {
        inject(() -> control.pauseInstance(instance.name()), "stopped " + describe(instance));
    }

    public void resume(InstanceView instance) throws InterruptedException {
        inject(() -> control.resumeInstance(instance.name()), "woke " + describe(instance));
    }

    /// Starts a fresh process in its place, and waits until it is ready.
    public void restart(InstanceView instance) throws InterruptedException {
        inject(
                () -> control.restartInstance(instance.name()),
                "started " + instance.name() + " anew");
    }

    public List<GatewayView> gateways() {
        return control.gateways();
    }

    /// Waits until a gateway says that it leads.
    public GatewayView leader(Duration limit) throws InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (true) {
            Optional<String> name = asked(control::leader);
            if (name.isPresent()) {
                return gateway(name.get());
            }
            if (Instant.now().isAfter(end)) {
                throw new Stage.CannotGoOn("no gateway leads within " + limit.toSeconds() + " s");
            }
            // An election tells nobody outside.
            Pause.of(Duration.ofMillis(50));
        }
    }

    private GatewayView gateway(String name) {
        return control.gateways().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no gateway " + name));
    }

    public void kill(GatewayView gateway) throws InterruptedException {
        inject(() -> control.killGateway(gateway.name()), "killed " + describe(gateway));
    }

    /// Asks the gateway to end (SIGTERM), and waits for its end.
    public void end(GatewayView gateway) throws InterruptedException {
        inject(() -> control.endGateway(gateway.name()), "ended " + describe(gateway));
    }

    public void pause(GatewayView gateway) throws InterruptedException {
        inject(() -> control.pauseGateway(gateway.name()), "stopped " + describe(gateway));
    }

    public void resume(GatewayView gateway) throws InterruptedException {
        inject(() -> control.resumeGateway(gateway.name()), "woke " + describe(gateway));
    }

    /// Restarts the gateway on its ports, and waits until it is ready.
    public void restart(GatewayView gateway) throws InterruptedException {
        inject(
                () -> control.restartGateway(gateway.name()),
                "started " + describe(gateway) + " again");
    }

    /// How many members the gateways' store has; none if there is one gateway.
    public int storeMembers() {
        return control.store().map(StoreControl::members).orElse(0);
    }

    public void killStoreMember(int member) throws InterruptedException {
        inject(() -> store().kill(member), "killed member " + (member + 1) + " of the store");
    }

    public void startStoreMember(int member) throws InterruptedException {
        inject(() -> store().start(member), "started member " + (member + 1) + " of the store");
    }

    public void pauseStoreMember(int member) throws InterruptedException {
        inject(() -> store().pause(member), "stopped member " + (member + 1) + " of the store");
    }

    public void resumeStoreMember(int member) throws InterruptedException {
        inject(() -> store().resume(member), "woke member " + (member + 1) + " of the store");
    }

    private StoreControl store() {
        return control.store().orElseThrow(() -> new IllegalStateException("there is no store"));
    }

    /// The log lines of all processes in an instance's place so far.
    public List<String> log(InstanceView instance) {
        try {
            return control.log(instance.name());
        } catch (IOException e) {
            throw new Stage.CannotGoOn("cannot read the log of " + instance.name() + ": " + e);
        }
    }

    private interface Deed {
        void run() throws IOException, InterruptedException;
    }

    private void inject(Deed deed, String what) throws InterruptedException {
        asked(
                () -> {
                    deed.run();
                    return what;
                });
        note.accept(what);
    }

    private interface Question<T> {
        T answer() throws IOException, InterruptedException;
    }

    private static <T> T asked(Question<T> question) throws InterruptedException {
        try {
            return question.answer();
        } catch (IOException e) {
            throw new Stage.CannotGoOn(String.valueOf(e.getMessage()));
        }
    }

    private static String describe(GatewayView gateway) {
        return gateway.name().equals("gateway") ? "the gateway" : gateway.name();
    }

    private static String describe(InstanceView instance) {
        return instance.name() + " (" + instance.pod() + ")";
    }
}
