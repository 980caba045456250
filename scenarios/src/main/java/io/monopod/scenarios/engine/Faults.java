package io.monopod.scenarios.engine;

import io.monopod.scenarios.system.InstanceView;
import io.monopod.scenarios.system.SystemControl;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// What a scenario does to the processes of its system. Each deed is told to the run's listener
/// when it is done, and ends the run if it cannot be done. Safe for use by several threads, as long
/// as no two of them are at the same process.
public final class Faults {
    private final SystemControl control;
    private final Consumer<String> note;

    Faults(SystemControl control, Consumer<String> note) {
        this.control = control;
        this.note = note;
    }

    /// The same without telling, for one who has more to tell of it.
    public Faults quiet() {
        return new Faults(control, text -> {});
    }

    /// The process that is in a place now.
    public InstanceView named(String name) {
        return control.instances().stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instance " + name));
    }

    /// The place of the process that has, or had, this identity.
    public InstanceView instanceOf(String pod) {
        return control.instances().stream()
                .filter(instance -> instance.pod().equals(pod))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instance of ours is " + pod));
    }

    public List<InstanceView> instances() {
        return control.instances();
    }

    /// Ends its process as a crash would (SIGKILL).
    public void kill(InstanceView instance) throws InterruptedException {
        attempt(() -> control.killInstance(instance.name()));
        note.accept("killed " + told(instance));
    }

    /// Asks its process to end, as its supervisor would (SIGTERM), and waits until it has.
    public void end(InstanceView instance) throws InterruptedException {
        attempt(() -> control.endInstance(instance.name()));
        note.accept("ended " + told(instance));
    }

    /// Freezes its process as a hang would (SIGSTOP).
    public void pause(InstanceView instance) throws InterruptedException {
        attempt(() -> control.pauseInstance(instance.name()));
        note.accept("stopped " + told(instance));
    }

    public void resume(InstanceView instance) throws InterruptedException {
        attempt(() -> control.resumeInstance(instance.name()));
        note.accept("woke " + told(instance));
    }

    /// Puts a fresh process in its place, and waits until it is ready.
    public void restart(InstanceView instance) throws InterruptedException {
        attempt(() -> control.restartInstance(instance.name()));
        note.accept("started " + instance.name() + " anew");
    }

    public void killGateway() throws InterruptedException {
        attempt(control::killGateway);
        note.accept("killed the gateway");
    }

    public void pauseGateway() throws InterruptedException {
        attempt(control::pauseGateway);
        note.accept("stopped the gateway");
    }

    public void resumeGateway() throws InterruptedException {
        attempt(control::resumeGateway);
        note.accept("woke the gateway");
    }

    /// Starts the gateway again on its ports, and waits until it is ready.
    public void restartGateway() throws InterruptedException {
        attempt(control::restartGateway);
        note.accept("started the gateway again");
    }

    /// What the processes in an instance's place have written so far, line by line.
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

    private static void attempt(Deed deed) throws InterruptedException {
        try {
            deed.run();
        } catch (IOException e) {
            throw new Stage.CannotGoOn(String.valueOf(e.getMessage()));
        }
    }

    private static String told(InstanceView instance) {
        return instance.name() + " (" + instance.pod() + ")";
    }
}
