package io.monopod.scenarios.engine;

import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.SystemControl;

import java.io.IOException;
import java.util.List;
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

    public void killGateway() throws InterruptedException {
        inject(control::killGateway, "killed the gateway");
    }

    public void pauseGateway() throws InterruptedException {
        inject(control::pauseGateway, "stopped the gateway");
    }

    public void resumeGateway() throws InterruptedException {
        inject(control::resumeGateway, "woke the gateway");
    }

    /// Restarts the gateway on its ports, and waits until it is ready.
    public void restartGateway() throws InterruptedException {
        inject(control::restartGateway, "started the gateway again");
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
        try {
            deed.run();
        } catch (IOException e) {
            throw new Stage.CannotGoOn(String.valueOf(e.getMessage()));
        }
        note.accept(what);
    }

    private static String describe(InstanceView instance) {
        return instance.name() + " (" + instance.pod() + ")";
    }
}
